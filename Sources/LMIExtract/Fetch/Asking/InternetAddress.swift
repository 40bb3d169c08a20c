/// The four or sixteen bytes of a server's address.
struct InternetAddress: Hashable, Sendable {
    private let bytes: [UInt8]

    /// - Parameter bytes: In the order of the network: 4 of them, or 16.
    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// This machine itself.
    var isLoopback: Bool {
        guard bytes.count == 16 else { return bytes.first == 127 }
        if let inner { return inner.isLoopback }
        return bytes == Array(repeating: 0, count: 15) + [1]
    }

    /// Whether the address is one of the open internet. All that belongs to a house, a machine or nobody is
    /// not: a publisher's name that leads there would make this program knock on its owner's own doors.
    var isPublic: Bool {
        if bytes.count == 4 { return isPublic4 }
        guard bytes.count == 16 else { return false }
        if let inner { return inner.isPublic4 }
        let isGlobal = bytes[0] & 0xE0 == 0x20
        let isDocumentation = bytes.starts(with: [0x20, 0x01, 0x0D, 0xB8])
        let isTunnel = bytes.starts(with: [0x20, 0x01, 0, 0])
        return isGlobal && !isDocumentation && !isTunnel
    }

    /// The older address that a newer one stands for: ::ffff:a.b.c.d, 64:ff9b::a.b.c.d, 2002:ab:cd::.
    private var inner: InternetAddress? {
        let zeros = Array(repeating: UInt8(0), count: 10)
        if bytes.starts(with: zeros + [0xFF, 0xFF])
            || bytes.starts(with: [0, 0x64, 0xFF, 0x9B] + zeros.prefix(8))
        {
            return InternetAddress(Array(bytes.suffix(4)))
        }
        return bytes.starts(with: [0x20, 0x02]) ? InternetAddress(Array(bytes[2..<6])) : nil
    }

    private var isPublic4: Bool {
        switch (bytes[0], bytes[1], bytes[2]) {
        case (0, _, _), (10, _, _), (127, _, _), (224..., _, _): false
        case (100, 64...127, _), (169, 254, _), (172, 16...31, _), (192, 168, _), (198, 18...19, _): false
        case (192, 0, 0), (192, 0, 2), (192, 88, 99), (198, 51, 100), (203, 0, 113): false
        default: true
        }
    }
}
