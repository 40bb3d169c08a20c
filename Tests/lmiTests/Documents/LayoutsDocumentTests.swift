import Foundation
import LMITestSupport
import Testing

/// docs/layouts.md shows parts of definitions that `make realdata` and the samples run.
struct LayoutsDocumentTests {
    @Test func `every example is a part of the definition that it names`() throws {
        let examples = try DefinitionExample.all(in: "docs/layouts.md")
        #expect(examples.count >= 25)
        for example in examples {
            try #require(!example.definition.isEmpty, "\(example.lines)")
            try example.expectToStandInItsDefinition()
        }
    }

    @Test func `every definition with an example is one that a pipeline runs or a test reads`() throws {
        let pipelines = try ["stoke-staffs", "realdata"].map {
            try packageRoot.text(of: "Pipelines/\($0).yml")
        }
        let closed = try packageRoot.text(of: "Tests/RealData/readings/skills.py")
        for example in try DefinitionExample.all(in: "docs/layouts.md") {
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
