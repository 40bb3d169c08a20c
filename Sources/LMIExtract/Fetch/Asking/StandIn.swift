public import LMIModel

/// A server on this machine that stands in for every publisher, for tests: each host's name leads to it, over https,
/// with a certificate authority of its own. The addresses stay the publishers' own.
public struct StandIn: Hashable, Sendable {
    public let port: Int
    /// The path of the authority's certificate, in the PEM form.
    public let authority: String

    /// - Parameter port: Where it listens on 127.0.0.1; it cannot be anywhere else.
    /// - Throws: ``Diagnostic`` of fault `configuration` when the port is none.
    public init(port: Int, authority: String) throws(Diagnostic) {
        guard (1...65_535).contains(port) else {
            throw Diagnostic(
                .error, .configuration, at: .nowhere, "\(port) is no port, which is a number from 1 to 65535",
                mend: "give the port that the stand-in server said when it started")
        }
        guard !authority.isEmpty else {
            throw Diagnostic(
                .error, .configuration, at: .nowhere,
                "the stand-in server has no certificate authority, without which it cannot be trusted",
                mend: "give the path of the authority's certificate that the stand-in server wrote")
        }
        self.port = port
        self.authority = authority
    }
}
