public import LMIModel

/// Turns the rules of sectors into the finest codes each sector holds.
public struct SectorExpansion: Sendable {
    private let tree: IndustryTree
    /// Codes that are printed with marks, by what they are without.
    private let byPlainCode: [String: String]

    public init(_ tree: IndustryTree) {
        self.tree = tree
        let marked = tree.list.entries.map(\.code).filter { $0.utf8.contains(where: Self.isMark) }
        byPlainCode = Dictionary(
            marked.map { (Self.plain($0), $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The finest codes that `rules` of one sector take in, sorted.
    ///
    /// Of several rules that speak of one industry the finest decides: the longest prefix wins.
    ///
    /// - Throws: ``Diagnostic`` at the line of a rule whose prefix is no code, whose weight is neither 0 nor 1,
    ///   or that says of a code what another rule of the sector contradicts.
    public func subclasses(of rules: [SectorRule]) throws(Diagnostic) -> [String] {
        try held(by: rules).map { tree.leaves[$0.leaf] }.sorted()
    }

    /// The finest codes of each sector, where every code must be in exactly one.
    ///
    /// - Throws: ``Diagnostic`` as ``subclasses(of:)``, or naming all codes in two sectors and in none.
    public func partition(_ rules: [SectorRule]) throws(Diagnostic) -> [String: [String]] {
        var owners: [SectorRule?] = Array(repeating: nil, count: tree.leaves.count)
        var conflicts: [(leaf: String, first: SectorRule, second: SectorRule)] = []
        var sectors: [String: [String]] = [:]
        for (sector, own) in Self.bySector(rules) {
            let held = try held(by: own)
            sectors[sector] = held.map { tree.leaves[$0.leaf] }.sorted()
            for (leaf, rule) in held {
                if let owner = owners[leaf] {
                    conflicts.append((tree.leaves[leaf], owner, rule))
                } else {
                    owners[leaf] = rule
                }
            }
        }
        let gaps = tree.leaves.indices.filter { owners[$0] == nil }.map { tree.leaves[$0] }
        guard conflicts.isEmpty, gaps.isEmpty else {
            conflicts.sort { $0.leaf < $1.leaf }
            throw Self.noPartition(conflicts, gaps.sorted(), of: tree.list, at: rules.first?.place)
        }
        return sectors
    }

    /// Each finest code that is in, by its place among the tree's leaves, with the rule that took it in.
    private func held(
        by rules: [SectorRule]
    ) throws(Diagnostic) -> [(leaf: Int, rule: SectorRule)] {
        // By the place of a leaf: how deep the rule is that decides, and which that is.
        var bestDepth = Array(repeating: Int.min, count: tree.leaves.count)
        var deciding: [Int?] = Array(repeating: nil, count: tree.leaves.count)
        for (number, rule) in rules.enumerated() {
            guard rule.weight == .zero || rule.weight == ExactDecimal(units: 1) else {
                throw Self.unsupportedWeight(rule)
            }
            guard let code = code(Self.plain(rule.prefix)), let depth = tree.depth(of: code) else {
                throw unknownPrefix(rule)
            }
            for leaf in tree.leafPlaces(of: code) where bestDepth[leaf] <= depth {
                if bestDepth[leaf] == depth, let other = deciding[leaf], rules[other].weight != rule.weight {
                    throw Self.contradiction(rule, rules[other])
                }
                bestDepth[leaf] = depth
                deciding[leaf] = number
            }
        }
        return deciding.enumerated().compactMap { leaf, number in
            guard let number, !rules[number].weight.isZero else { return nil }
            return (leaf, rules[number])
        }
    }

    /// The list's own spelling of a code.
    private func code(_ plain: String) -> String? {
        tree.place(of: plain) == nil ? byPlainCode[plain] : plain
    }

    /// Sectors in the order they are first named.
    private static func bySector(_ rules: [SectorRule]) -> [(String, [SectorRule])] {
        var order: [String] = []
        var own: [String: [SectorRule]] = [:]
        for rule in rules {
            if own[rule.sector] == nil { order.append(rule.sector) }
            own[rule.sector, default: []].append(rule)
        }
        return order.map { ($0, own[$0] ?? []) }
    }

    /// A code without the points and strokes that some editions print in it: `28.92/1` is `28921`.
    private static func plain(_ code: String) -> String {
        guard code.utf8.contains(where: isMark) else { return code }
        return String(code.unicodeScalars.filter { $0 != "." && $0 != "/" })
    }

    private static func isMark(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/")
    }
}

extension SectorExpansion {
    private func unknownPrefix(_ rule: SectorRule) -> Diagnostic {
        let known = tree.list.entries.map { Self.plain($0.code) }
        let nearest = Self.plain(rule.prefix).nearest(of: known).flatMap { code($0) }
        let hint = nearest.map { "the nearest is \($0.quoted) (\(tree.list.entry($0)?.label ?? "")); " } ?? ""
        return Diagnostic(
            .error, .configuration, at: rule.place,
            "the sector \(rule.sector.quoted) names \(rule.prefix.quoted), which begins no code of \(tree.list.classification)",
            mend: "\(hint)correct the code on this line, or add it to \(tree.list.file)")
    }

    private static func unsupportedWeight(_ rule: SectorRule) -> Diagnostic {
        Diagnostic(
            .error, .configuration, at: rule.place,
            "the weight \(rule.weight.description.quoted) of \(rule.prefix.quoted) in the sector \(rule.sector.quoted) is neither 0 nor 1: a part of an industry cannot be taken in",
            mend: "write 1 to take the industry in whole, 0 to leave it out, or name finer codes")
    }

    private static func contradiction(_ rule: SectorRule, _ other: SectorRule) -> Diagnostic {
        Diagnostic(
            .error, .configuration, at: rule.place,
            "the sector \(rule.sector.quoted) both takes in and leaves out \(rule.prefix.quoted) (the other line is \(other.place))",
            mend: "keep one of the two lines")
    }

    private static func noPartition(
        _ conflicts: [(leaf: String, first: SectorRule, second: SectorRule)], _ gaps: [String],
        of list: CodeList, at start: Diagnostic.Place?
    ) -> Diagnostic {
        var faults: [String] = []
        if !conflicts.isEmpty {
            let named = conflicts.map { conflict in
                let (first, second) = (conflict.first, conflict.second)
                return
                    "\(conflict.leaf) in \(first.sector.quoted) (\(first.place)) and \(second.sector.quoted) (\(second.place))"
            }
            faults.append(
                "\(conflicts.count) \(conflicts.count == 1 ? "is" : "are") in two: \(NameList.text(named))")
        }
        if !gaps.isEmpty {
            faults.append("\(gaps.count) \(gaps.count == 1 ? "is" : "are") in none: \(NameList.text(gaps))")
        }
        return Diagnostic(
            .error, .configuration, at: conflicts.first?.second.place ?? start ?? .nowhere,
            "every industry of \(list.classification) must be in exactly one sector, but \(faults.joined(separator: "; and "))",
            mend: "take each industry out of all sectors but one, and put the others into one")
    }
}
