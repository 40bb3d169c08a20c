extension String {
    /// The text as the value of a parameter of an address: letters, digits and `-._~,` stay, all else is escaped.
    var escapedForQuery: String {
        utf8.percentEscaped { $0.isLetter || $0.isDigit || "-._~,".utf8.contains($0) }
    }

    /// The text with every `%XX` as the byte that it stands for; what is no escape stays as it is written.
    var percentDecoded: String {
        let bytes = Array(utf8)
        var decoded: [UInt8] = []
        var place = 0
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "%"), place + 2 < bytes.count,
                let high = bytes[place + 1].hexValue, let low = bytes[place + 2].hexValue
            {
                decoded.append(high << 4 | low)
                place += 3
            } else {
                decoded.append(bytes[place])
                place += 1
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }
}

extension Sequence<UInt8> {
    /// The bytes as an address has them: those that are kept as they are, all others as `%` and two capital digits.
    func percentEscaped(keeping isKept: (UInt8) -> Bool) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var escaped: [UInt8] = []
        for byte in self {
            if isKept(byte) {
                escaped.append(byte)
            } else {
                escaped += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }
}

extension UInt8 {
    /// The value of a digit of sixteen, in either case; nil when it is none.
    var hexValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x41 + 10
        case 0x61...0x66: self - 0x61 + 10
        default: nil
        }
    }
}
