internal import LMIExtract
internal import LMIModel

/// What an address in a definition must be, said at the line that it stands in.
enum AddressSettings {
    /// - Parameter text: The address, without gaps.
    /// - Throws: ``Diagnostic`` of fault `configuration` at `setting`. A message never shows more of an address
    ///   with a password in it than the name of its parameter.
    static func check(_ text: String, at setting: Setting) throws(Diagnostic) {
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        let scheme = parts.count == 2 ? parts[0].lowercased() : ""
        if scheme == "file" {
            throw setting.wrong(
                "a file of this machine is not fetched",
                mend: "put the file into the folder of the hub's own files and write `own file: yes`")
        }
        guard scheme == "https" else {
            throw setting.wrong(
                "only addresses that begin with https:// are fetched",
                mend: scheme == "http"
                    ? "write https:// in place of http://, and look whether a browser finds the file there"
                    : "copy the whole address from the browser's address line")
        }
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw setting.wrong(
                "the address holds a space or a letter that no address has",
                mend: "copy the address from the browser's address line")
        }
        let server = parts[1].prefix { !"/?#".contains($0) }
        guard !server.contains("@") else {
            throw setting.wrong(
                "the address holds a user name or a password, which would be shown in logs",
                mend: "take away what stands between https:// and @; a key goes under `key:`")
        }
        try checkServer(String(server), at: setting)
        for parameter in SourceURL.parameters(of: text) where parameter.isSecret {
            throw setting.wrong(
                "the address holds the parameter \(parameter.name.quoted), whose value is a secret",
                mend:
                    "take it out of the address and write `key: {parameter: \(parameter.name), secret: NAME_OF_THE_SECRET}` beside it; whoever has read it may use it, so ask for another"
            )
        }
    }

    /// Checks the name of a server, as `hosts:` lists it, or with a port behind it, as an address has it.
    static func checkServer(_ text: String, at setting: Setting, mayHavePort: Bool = true) throws(Diagnostic)
    {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let labels = parts[0].split(separator: ".", omittingEmptySubsequences: false).map { $0.lowercased() }
        let isNumber = labels.last.map { label in
            label.hasPrefix("0x") || !label.isEmpty && label.allSatisfy { $0.isNumber }
        }
        if isNumber == true || text.hasPrefix("[") {
            throw setting.wrong(
                "\(text.quoted) names a server by its number",
                mend: "write the server's name, such as www.ons.gov.uk")
        }
        let mayStand = parts.count == 1 || mayHavePort && SourceURL.port(parts[1]) != nil
        let isName = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && !label.hasPrefix("-")
                && label.utf8.allSatisfy {
                    (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
                }
        }
        guard labels.count > 1, isName, mayStand, text.utf8.count <= 253 else {
            throw setting.wrong(
                "\(text.quoted) is not the name of a server on the internet",
                mend: "write the server's name, such as www.ons.gov.uk")
        }
    }
}
