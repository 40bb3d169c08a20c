internal import LMIModel

/// How texts of a file meet the areas and the code lists that the pipeline has.
struct KnownCodes: Sendable {
    let lists: SharedLists

    /// Texts that are areas, in one way of writing them.
    struct AreaFit: Hashable, Sendable {
        var areNames: Bool
        /// Prefixes such as `ladu:` that say which type of area follows.
        var prefixes: [String] = []
        var different: Int
        /// How many stand in the list of areas, and how many of those are ours.
        var known: Int
        var ours: Int
        /// Names that several areas have, with the one that is likeliest meant.
        var doubtful: [String: String] = [:]
        /// How many look like codes of the Office for National Statistics.
        var looks: Int

        /// Whether the column is about areas at all.
        var isArea: Bool {
            areNames
                ? ours > 0 && known * 20 >= different || known * 2 > different
                : (looks * 10 >= different * 8 || known * 2 > different) && different > 0
        }
    }

    /// Prefixes of Nomis's names of areas, with the types of the list of areas that they stand for.
    static let prefixes: [(text: String, types: String, codeBefore: Bool)] = [
        ("country:", "country", false), ("gor:", "region", false), ("lep:", "lep", false),
        ("lsip:", "lsip", false), ("ladu:", "[district, unitary]", false),
        ("towncity:", "town or city", false), ("nuts316:", "nuts3", true), ("county:", "county", false),
    ]

    func areas(_ texts: [String]) -> AreaFit {
        var codes = AreaFit(areNames: false, different: texts.count, known: 0, ours: 0, looks: 0)
        var names = AreaFit(areNames: true, different: texts.count, known: 0, ours: 0, looks: 0)
        var prefixes: Set<String> = []
        for text in texts {
            if Self.looksLikeCode(text) { codes.looks += 1 }
            if let area = lists.areas[text] {
                codes.known += 1
                if area.isOurs { codes.ours += 1 }
            }
            var name = text
            if let prefix = Self.prefixes.first(where: { text.hasPrefix($0.text) }) {
                prefixes.insert(prefix.text)
                name = String(text.dropFirst(prefix.text.count))
                if prefix.codeBefore, let code = name.split(separator: " ").first,
                    lists.areas[String(code)] != nil
                {
                    names.known += 1
                    if lists.areas[String(code)]?.isOurs == true { names.ours += 1 }
                    continue
                }
            }
            let found = lists.areas.named(name)
            if found.count > 1, name == text { names.doubtful[text] = likeliest(found) }
            if !found.isEmpty { names.known += 1 }
            if found.contains(where: \.isOurs) { names.ours += 1 }
        }
        names.prefixes = Self.prefixes.map(\.text).filter(prefixes.contains)
        return codes.isArea ? codes : names
    }

    /// Of areas of one name, the one of the commonest kind.
    private func likeliest(_ areas: [Area]) -> String {
        let kinds = ["unitary", "district", "metropolitan district", "county", "region", "country"]
        let ranked = areas.map { (kinds.firstIndex(of: $0.type) ?? kinds.count, $0.code) }
        return ranked.min { $0 < $1 }?.1 ?? ""
    }

    /// A letter and eight digits, or the shape of a NUTS or ITL code that the list has.
    static func looksLikeCode(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 9 && "EWSNKJLM".utf8.contains(bytes[0])
            && bytes.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Texts that are codes of a list.
    struct ListFit: Sendable {
        var list: CodeList
        /// The level that all of them have; nil where they differ or have none.
        var level: String?
        /// What parts the code from a name that follows.
        var codeBefore: String?
        var known: Int
        var different: Int
        /// The first text that is none of its codes.
        var stranger: String?
    }

    /// The list that the texts fit best: nine tenths of them, or the number that `least` says.
    ///
    /// Short numbers fit every list of short numbers, so they need a heading that says what they are.
    func list(_ texts: [String], heading: String) -> ListFit? {
        guard texts.count > 1, texts.count <= 5000 else { return nil }
        var fits: [ListFit] = []
        for list in lists.codeLists.values {
            for mark in [nil, " : ", ": ", " - ", " "] as [String?] {
                guard let fit = fit(texts, list, codeBefore: mark) else { continue }
                fits.append(fit)
                break
            }
        }
        let heading = heading.lowercased()
        let isSaid = ["sic", "soc", "industr", "occupation", "section", "division", "class"].contains {
            heading.contains($0)
        }
        let areShort = texts.allSatisfy { $0.utf8.count <= 3 && Int($0) != nil }
        guard isSaid || !areShort else { return nil }
        return fits.min {
            (-$0.known, $0.list.entries.count, $0.list.classification.rawValue)
                < (-$1.known, $1.list.entries.count, $1.list.classification.rawValue)
        }
    }

    private func fit(_ texts: [String], _ list: CodeList, codeBefore mark: String?) -> ListFit? {
        var fit = ListFit(list: list, level: nil, codeBefore: mark, known: 0, different: texts.count)
        var levels: Set<String> = []
        var named = 0
        for text in texts {
            var spelling = text
            if let mark {
                guard let range = text.firstRange(of: mark) else { continue }
                spelling = String(text[..<range.lowerBound])
                let label = list.entry(spelling)?.label.lowercased() ?? ""
                if !label.isEmpty, text[range.upperBound...].lowercased().hasPrefix(label) { named += 1 }
            }
            guard let entry = list.entry(spelling) else {
                fit.stranger = fit.stranger ?? text
                continue
            }
            fit.known += 1
            levels.insert(entry.level)
        }
        guard fit.known * 10 >= texts.count * 9 else { return nil }
        // "16 to 24" begins like a code: what follows a code is its name.
        guard mark == nil || named * 2 > texts.count else { return nil }
        if levels.count == 1, levels != [""], fit.known == texts.count { fit.level = levels.first }
        return fit
    }

    /// The name of a dimension whose codes are of a list.
    static func dimension(_ list: CodeList) -> String? {
        let name = list.classification.rawValue
        return name.hasPrefix("SIC") ? "industry" : name.hasPrefix("SOC") ? "occupation" : nil
    }
}
