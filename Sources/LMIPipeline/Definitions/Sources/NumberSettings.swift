internal import LMIModel
internal import LMITransform

/// Decodes `numbers:`: how numbers are written.
enum NumberSettings {
    private enum Words: String, CaseIterable {
        case plain
        case thousandsCommas = "with thousands commas"
    }

    /// A word, or `{thousands commas: optional, sign: "£", percent sign: yes, decimals: 3}`.
    static func style(_ setting: Setting) throws(Diagnostic) -> NumberStyle {
        guard case .map = setting.value else {
            return switch try setting.choice("numbers", of: Words.self) {
            case .plain: .plain
            case .thousandsCommas: .withThousandsCommas
            }
        }
        var keys = try setting.keys("numbers")
        var style = NumberStyle()
        if let commas = keys.take("thousands commas") {
            style.thousandsCommas = try commas.choice("thousands commas", of: NumberStyle.Presence.self)
        }
        for item in try keys.take("sign")?.items("sign") ?? [] { style.signs.append(try sign(item)) }
        if let percent = keys.take("percent sign") {
            style.percentSign = try percent.choice("percent sign", of: NumberStyle.Presence.self)
        }
        style.decimals = try keys.take("decimals")?.wholeNumber("decimals", in: 0...9)
        try keys.finish()
        return style
    }

    private static func sign(_ item: Setting) throws(Diagnostic) -> String {
        let sign = try item.text("sign")
        let isPartOfNumbers = sign.utf8.contains {
            (0x30...0x39).contains($0) || [0x20, 0x25, 0x2C, 0x2D, 0x2E].contains($0)
        }
        guard !sign.isEmpty, !isPartOfNumbers else {
            throw item.wrong(
                "\(sign.quoted) cannot stand before numbers: it could be taken for a part of one",
                mend:
                    "write a sign such as `sign: \"£\"`; commas, percent signs and minuses have keys of their own"
            )
        }
        return sign
    }
}
