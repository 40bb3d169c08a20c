import Foundation
import LMITestSupport
import Testing

/// docs/layouts.md shows parts of definitions that `make realdata` and the samples run.
struct LayoutsDocumentTests {
    private struct Example {
        var definition: String
        var lines: [String]
    }

    private func examples() throws -> [Example] {
        var examples: [Example] = []
        var isOpen = false
        for line in try packageRoot.text(of: "docs/layouts.md").components(separatedBy: "\n") {
            if line.hasPrefix("```") {
                isOpen.toggle()
                if isOpen { examples.append(Example(definition: "", lines: [])) }
            } else if isOpen, line.hasPrefix("# sources/") {
                examples[examples.count - 1].definition = String(line.dropFirst(2))
            } else if isOpen {
                examples[examples.count - 1].lines.append(line)
            }
        }
        return examples
    }

    @Test func `every example is a part of the definition that it names`() throws {
        let examples = try examples()
        #expect(examples.count >= 25)
        for example in examples {
            try #require(!example.definition.isEmpty, "\(example.lines)")
            var rest = try packageRoot.text(of: "Pipelines/\(example.definition)")
                .components(separatedBy: "\n")[...]
            for line in example.lines {
                let place = rest.firstIndex(of: line)
                #expect(place != nil, "\(example.definition) has no line, or not in this order: \(line)")
                if let place { rest = rest[(place + 1)...] }
            }
        }
    }

    @Test func `every definition with an example is one that a pipeline runs or a test reads`() throws {
        let pipelines = try ["stoke-staffs", "realdata"].map {
            try packageRoot.text(of: "Pipelines/\($0).yml")
        }
        let closed = try packageRoot.text(of: "Tests/RealData/readings/skills.py")
        for example in try examples() {
            let source = example.definition.dropFirst("sources/real/".count).dropLast(".yml".count)
            let isRun = pipelines.contains { $0.contains("definition: \(example.definition)") }
            #expect(isRun || closed.contains("\"\(source)\""), "\(example.definition)")
        }
    }

    @Test func `every key that a definition of ours has is explained`() throws {
        let text = try packageRoot.text(of: "docs/layouts.md")
        let folder = packageRoot.appending(path: "Pipelines/sources")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var keys: Set<String> = []
        for case let file as URL in files where file.pathExtension == "yml" {
            var group = ""
            for line in try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n") {
                guard let colon = line.firstIndex(of: ":"), !line.hasPrefix("#") else { continue }
                let indent = line.prefix { $0 == " " }.count
                let key = String(line[line.index(line.startIndex, offsetBy: indent)..<colon])
                if indent == 0 { group = key }
                let isLanguage = ["table", "columns", "rows", "cells", "observations", "register"].contains(
                    group)
                if isLanguage, indent == 2 || indent == 0 { keys.insert(key) }
            }
        }
        #expect(keys.count > 30)
        let missing = keys.filter { !text.contains("`\($0)") && !text.contains("\($0):") }
        #expect(missing.sorted() == [])
    }
}
