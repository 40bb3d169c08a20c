import Foundation
import LMITestSupport
import Testing

/// The steps of docs/add-a-source.md, done as the document says, at a desk of their own.
struct AddASourceTests {
    private static let definition = "Pipelines/sources/claimants-by-age.yml"
    private static let hub = "Pipelines/stoke-staffs.yml"

    /// What stands between fences: the word after the opening fence, and the lines.
    private func blocks() throws -> [(kind: String, lines: [String])] {
        var blocks: [(kind: String, lines: [String])] = []
        var isOpen = false
        for line in try packageRoot.text(of: "docs/add-a-source.md").components(separatedBy: "\n") {
            if line.hasPrefix("```") {
                isOpen.toggle()
                if isOpen { blocks.append((String(line.dropFirst(3)), [])) }
            } else if isOpen {
                blocks[blocks.count - 1].lines.append(line)
            }
        }
        return blocks
    }

    /// Whether `made` is what is shown; a line `…` leaves out all that follows.
    private func compare(_ shown: ArraySlice<String>, with made: String, after command: String) {
        let lines = made.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let expected = shown.last == "…" ? shown.dropLast() : shown + [""]
        let found = shown.last == "…" ? Array(lines.prefix(expected.count)) : lines
        #expect(found == Array(expected), "\(command)")
    }

    @Test func `every command of the document does what it shows`() throws {
        try Desk.withSamples { desk in
            var commands = 0
            for block in try blocks() {
                guard block.kind.isEmpty else {
                    try edit(block.lines, at: desk)
                    continue
                }
                let command = try #require(block.lines.first)
                try #require(command.hasPrefix("$ lmi "))
                let result = try desk.shell("\"$LMI\" \(command.dropFirst(6)) 2>&1")
                compare(block.lines.dropFirst(), with: result.output, after: command)
                commands += 1
            }
            #expect(commands == 5)
        }
    }

    /// Puts the lines that the document shows where the draft has the same keys; in the hub's file, where its
    /// sources and its tables begin.
    private func edit(_ lines: [String], at desk: Desk) throws {
        if let line = lines.first, line.hasPrefix("  claimants-by-age: ") {
            let group = line.contains("definition:") ? "sources:" : "tables:"
            return try desk.replace("\n\(group)\n", with: "\n\(group)\n\(line)\n", in: Self.hub)
        }
        try desk.change(Self.definition) { text in
            var draft = text.components(separatedBy: "\n")
            for line in lines {
                let key = line.prefix(through: line.firstRange(of: ": ")?.lowerBound ?? line.startIndex)
                guard let place = draft.firstIndex(where: { $0.hasPrefix(key) }) else {
                    Issue.record("the draft has no line like \(line)")
                    continue
                }
                draft[place] = line
            }
            return draft.joined(separator: "\n")
        }
    }
}
