import Foundation
import LMITestSupport
import Testing

/// docs/fetching.md shows parts of the definitions that the hub runs.
struct FetchingDocumentTests {
    @Test func `every example is a part of a definition that the hub runs`() throws {
        let examples = try DefinitionExample.all(in: "docs/fetching.md")
        #expect(examples.count >= 9)
        let hub = try packageRoot.text(of: "Pipelines/stoke-staffs.yml")
        for example in examples {
            let isRun = hub.contains("definition: \(example.definition)")
            #expect(isRun || example.definition == "stoke-staffs.yml", "\(example.definition)")
            try example.expectToStandInItsDefinition()
        }
    }

    @Test func `every key that the program asks for is explained`() throws {
        let text = try packageRoot.text(of: "docs/fetching.md")
        let folder = "Sources/LMIPipeline/Definitions"
        let files = [
            "Sources/FetchSettings", "Sources/NomisSettings", "Sources/ReleaseSettings",
            "Pipelines/FetchingSettings",
        ]
        var keys: Set<String> = []
        for file in files {
            let code = try packageRoot.text(of: "\(folder)/\(file).swift")
            for call in code.matches(of: /(?:take|demand|demandText|keys|seconds)\(\s*"([a-z ]+)"/) {
                keys.insert(String(call.1))
            }
        }
        keys.formUnion(["url", "nomis", "data set", "page", "dated", "own file"])
        #expect(keys.count > 35)
        let missing = keys.filter { !text.contains("`\($0):") && !text.contains("## \($0):") }
        #expect(missing.sorted() == [])
    }

    @Test func `every source of the hub says how its file is fetched and when the next comes`() throws {
        let hub = try packageRoot.text(of: "Pipelines/stoke-staffs.yml")
        let paths = hub.matches(of: /definition: (sources\/[a-z0-9-]+\.yml)/).map { String($0.1) }
        #expect(paths.count > 20)
        for path in paths {
            let text = try packageRoot.text(of: "Pipelines/\(path)")
            #expect(text.contains("\nfetch:") && text.contains("\nreleases:"), "\(path)")
        }
    }
}
