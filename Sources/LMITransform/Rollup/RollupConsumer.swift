public import LMIModel

/// Runs a ``RollupPlan`` over the rows of one table.
///
/// Sums are integers, so the result is the same at any thread count and in any order of rows.
public struct RollupConsumer: BatchConsumer {
    private let columns: RollupColumns
    private let dimensions: [RollupPlan.Dimension]
    /// The texts met in each column that is grouped by.
    private var texts: [KeyTable]
    /// Level by level, the group of the columns so far and the next column's text make one number.
    private var levels: [PairTable]
    /// The cells of each group, one a target.
    private var sums: [Sum] = []
    private var filterMemory: [Memory]
    private var groupMemory: [Memory]
    private var levelMemory: [(left: Int, right: Int, number: Int)]
    private var counts = RollupCounts()
    private var withheld: [Int]

    /// What a group has come to.
    struct Sum: Sendable {
        /// In units of the last decimal, times a thousand.
        var total: Int128 = 0
        var rows = 0
        var suppressed = 0
    }

    /// The key met last in a column and what it came to, as rows come in runs.
    private struct Memory: Sendable {
        var key = ShortKey(low: 0, high: 0, length: 17)
        var number: Int? = nil
    }

    /// - Throws: ``Diagnostic`` when the table has no such column, or the plan cannot be fulfilled.
    public init(_ plan: RollupPlan, headings: [String], file: String) throws(Diagnostic) {
        columns = try RollupColumns(plan, headings: headings, file: file)
        dimensions = plan.groupBy
        texts = Array(repeating: KeyTable(), count: columns.groups.count)
        levels = Array(repeating: PairTable(), count: columns.groups.count)
        filterMemory = Array(repeating: Memory(), count: columns.filters.count)
        groupMemory = Array(repeating: Memory(), count: columns.groups.count)
        levelMemory = Array(repeating: (-1, -1, 0), count: columns.groups.count)
        withheld = Array(repeating: 0, count: columns.reasons.count)
    }

    public mutating func take(_ batch: borrowing Batch) throws(Diagnostic) {
        counts.read += batch.rows
        for row in 0..<batch.rows where isKept(batch, row) {
            try add(batch, row)
        }
    }

    private mutating func isKept(_ batch: borrowing Batch, _ row: Int) -> Bool {
        for place in columns.filters.indices {
            let range = batch.cell(row, columns.filters[place].column)
            let key = ShortKey(batch.bytes.span, range)
            if key != filterMemory[place].key || !key.isWhole {
                let found = columns.filters[place].texts.find(key, in: batch.bytes.span, range)
                filterMemory[place] = Memory(key: key, number: found)
            }
            if filterMemory[place].number == nil {
                counts.notKept += 1
                return false
            }
        }
        return true
    }

    private mutating func add(_ batch: borrowing Batch, _ row: Int) throws(Diagnostic) {
        guard let codeColumn = columns.codeColumn else {
            let (units, mark) = try value(batch, row)
            return add(target: 0, thousandths: 1000, to: group(batch, row), units, mark)
        }
        let range = batch.cell(row, codeColumn)
        let key = ShortKey(batch.bytes.span, range)
        guard let code = columns.codes.find(key, in: batch.bytes.span, range) else {
            guard columns.dropsUnmapped else { throw unknownCode(batch, row, codeColumn) }
            counts.unmapped += 1
            return
        }
        let (units, mark) = try value(batch, row)
        let shares = columns.shares(of: code)
        guard !shares.isEmpty else {
            counts.withoutTarget += 1
            return
        }
        let group = group(batch, row)
        for share in shares {
            add(
                target: columns.shares[share].target, thousandths: columns.shares[share].thousandths,
                to: group, units,
                mark)
        }
    }

    private mutating func add(target: Int, thousandths: Int64, to group: Int, _ units: Int64, _ mark: Int?) {
        let place = group * columns.targets.count + target
        sums[place].rows += 1
        if mark == nil {
            sums[place].total += Int128(units) * Int128(thousandths)
        } else {
            sums[place].suppressed += 1
        }
    }

    /// The number of the row's group, for which there is room in `sums`.
    private mutating func group(_ batch: borrowing Batch, _ row: Int) -> Int {
        var group = 0
        for place in columns.groups.indices {
            let range = batch.cell(row, columns.groups[place])
            let key = ShortKey(batch.bytes.span, range)
            let text: Int
            if let known = groupMemory[place].number, key == groupMemory[place].key, key.isWhole {
                text = known
            } else {
                text = texts[place].number(of: key, in: batch.bytes.span, range)
                groupMemory[place] = Memory(key: key, number: text)
            }
            if levelMemory[place].left != group || levelMemory[place].right != text {
                levelMemory[place] = (group, text, levels[place].number(of: group, text))
            }
            group = levelMemory[place].number
        }
        makeRoom(for: group)
        return group
    }

    private mutating func makeRoom(for group: Int) {
        let missing = (group + 1) * columns.targets.count - sums.count
        if missing > 0 { sums.append(contentsOf: repeatElement(Sum(), count: missing)) }
    }

    /// The row's value in units of the last decimal, or which of the texts stands instead of it.
    private mutating func value(_ batch: borrowing Batch, _ row: Int) throws(Diagnostic) -> (Int64, Int?) {
        let range = batch.cell(row, columns.value)
        if columns.hasNumericMarks, let mark = mark(batch, range) { return (0, mark) }
        switch NumberScanner.scan(batch.bytes.span, range) {
        case .number(let units, let scale):
            if scale == columns.decimals { return (units, nil) }
            guard scale < columns.decimals else { throw tooManyDecimals(batch, row) }
            let (scaled, overflows) = units.multipliedReportingOverflow(
                by: Self.powers[columns.decimals - scale])
            if overflows { throw tooLarge(batch, row) }
            return (scaled, nil)
        case .tooLarge:
            throw tooLarge(batch, row)
        case .notANumber:
            guard let mark = mark(batch, range) else { throw unknownMark(batch, row) }
            return (0, mark)
        }
    }

    private mutating func mark(_ batch: borrowing Batch, _ range: Range<Int>) -> Int? {
        let key = ShortKey(batch.bytes.span, range)
        guard let mark = columns.marks.find(key, in: batch.bytes.span, range) else { return nil }
        withheld[mark] += 1
        return mark
    }

    private static let powers: [Int64] = (0...15).map { (0..<$0).reduce(1) { power, _ in power * 10 } }

    public mutating func merge(_ other: consuming RollupConsumer) throws(Diagnostic) {
        counts.add(other.counts)
        for mark in withheld.indices { withheld[mark] += other.withheld[mark] }
        var groups = [0]
        for place in columns.groups.indices {
            let texts = texts[place].adopt(other.texts[place])
            groups = other.levels[place].pairs.map { pair in
                levels[place].number(of: groups[Int(pair.left)], texts[Int(pair.right)])
            }
        }
        let width = columns.targets.count
        for (theirs, mine) in groups.enumerated() where other.sums.count >= (theirs + 1) * width {
            makeRoom(for: mine)
            for target in 0..<width {
                let part = other.sums[theirs * width + target]
                sums[mine * width + target].total += part.total
                sums[mine * width + target].rows += part.rows
                sums[mine * width + target].suppressed += part.suppressed
            }
        }
    }
}

extension RollupConsumer {
    /// The sums, sorted by their keys.
    ///
    /// - Throws: ``Diagnostic`` when a sum has more digits than a figure can hold.
    public func result() throws(Diagnostic) -> RollupResult {
        var groups: [[Int]] = [[]]
        for level in levels { groups = level.pairs.map { groups[Int($0.left)] + [Int($0.right)] } }
        var counts = counts
        for (mark, reason) in columns.reasons.enumerated() where withheld[mark] > 0 {
            counts.withheld[reason, default: 0] += withheld[mark]
        }
        var lists: [[String]] = []
        var plain = 0
        for dimension in dimensions {
            if dimension.crosswalk != nil {
                lists.append(columns.targets)
            } else {
                lists.append((0..<texts[plain].count).map { texts[plain].text($0) })
                plain += 1
            }
        }
        let mapped = dimensions.firstIndex { $0.crosswalk != nil }
        var builder = RollupResult.Builder(dimensions.map(\.name), lists)
        let width = columns.targets.count
        for (group, key) in groups.enumerated() where sums.count >= (group + 1) * width {
            for target in 0..<width where sums[group * width + target].rows > 0 {
                var key = key
                if let mapped { key.insert(target, at: mapped) }
                builder.add(key, sums[group * width + target])
            }
        }
        return try builder.result(counts, scale: columns.decimals + 3, file: columns.file)
    }

    private func tooManyDecimals(_ batch: borrowing Batch, _ row: Int) -> Diagnostic {
        Diagnostic(
            columns.cell(row: batch.record(row), columns.value),
            "\(batch.text(row, columns.value).quoted) has more decimals than the \(columns.decimals) declared",
            mend: "raise \"decimals:\" in the rollup's definition")
    }

    private func tooLarge(_ batch: borrowing Batch, _ row: Int) -> Diagnostic {
        Diagnostic(
            columns.cell(row: batch.record(row), columns.value),
            "the number \(batch.text(row, columns.value).quoted) has more digits than can be summed exactly",
            mend: "ask the publisher whether the number is right")
    }

    private func unknownMark(_ batch: borrowing Batch, _ row: Int) -> Diagnostic {
        let text = batch.text(row, columns.value)
        return Diagnostic(
            columns.cell(row: batch.record(row), columns.value),
            "\(text.quoted) is neither a number nor a declared text instead of one",
            mend: "if the source's notes explain \(text.quoted), add it under `instead of a number:`")
    }

    private func unknownCode(_ batch: borrowing Batch, _ row: Int, _ column: Int) -> Diagnostic {
        Diagnostic(
            columns.cell(row: batch.record(row), column),
            "the crosswalk does not have the code \(batch.text(row, column).quoted)",
            mend:
                "add the code to the crosswalk, or write `codes it lacks: drop` there to leave such rows out and have them counted"
        )
    }
}
