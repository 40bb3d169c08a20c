import Foundation
import LMIModel
import LMITestSupport
import Testing

@testable import LMIPipeline

/// The definitions of a night, kept as they were.
struct KeptDefinitionsTests {
    private let hub: SmallHub
    private let kept: KeptDefinitions
    private var state: String { "\(hub.folder.path)/state" }

    init() throws {
        hub = try SmallHub()
        kept = KeptDefinitions(state: "\(hub.folder.path)/state")
    }

    private func files() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: "\(state)/definitions").sorted()
    }

    @Test func `the files of a hub are kept as they were, and read back they are the same hub`() throws {
        let pipeline = try hub.definition()
        try kept.keep(pipeline)
        let folder = try kept.open(pipeline.definitionsHash)
        for name in SmallHub.files.keys {
            #expect(
                try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
                    == Data(contentsOf: hub.pipelines.appending(path: name)))
        }
        let again = try PipelineSettings.pipeline(folder: folder, name: "hub")
        #expect(again.definitionsHash == pipeline.definitionsHash)
        #expect(again.title == pipeline.title)
    }

    @Test func `what is kept already is not written again, and other definitions are kept beside it`() throws
    {
        let first = try hub.definition()
        try kept.keep(first)
        let before = try files()
        try kept.keep(first)
        #expect(try files() == before)
        try hub.change("hub.yml", "A small hub", to: "Another hub")
        let second = try hub.definition()
        try kept.keep(second)
        #expect(try kept.hashes() == [first.definitionsHash, second.definitionsHash].sorted())
        #expect(try kept.prune(keeping: [second.definitionsHash]) == 1)
        #expect(try kept.hashes() == [second.definitionsHash])
        #expect(try kept.verify() == [])
    }

    @Test(arguments: ["change", "lose", "add", "link"])
    func `a file changed, lost, added or led elsewhere is found, and mended by keeping it again`(
        what: String
    ) throws {
        let pipeline = try hub.definition()
        try kept.keep(pipeline)
        let hash = pipeline.definitionsHash
        let file = "\(state)/definitions/\(hash)/sic.csv"
        switch what {
        case "change": try Data("code\n".utf8).write(to: URL(filePath: file))
        case "add": try Data("x".utf8).write(to: URL(filePath: file + ".old"))
        default: try FileManager.default.removeItem(atPath: file)
        }
        if what == "link" {
            try FileManager.default.createSymbolicLink(
                atPath: file, withDestinationPath: "\(hub.pipelines.path)/sic.csv")
        }
        let message = """
            /state/definitions/\(hash): error: the definitions kept here are not as they were: a file was changed, lost or added
              mend: put the folder back from a copy, or move it away: unless a run publishes by these very definitions again, the nights that were made by them can then not be made again
            """
        #expect(try kept.verify().map { "\($0)".replacing(hub.folder.path, with: "") } == [message])
        #expect(throws: Diagnostic.self) { try kept.open(hash) }
        try kept.keep(pipeline)
        #expect(try kept.verify() == [])
    }

    @Test func `definitions that are not kept are named`() throws {
        let stop = #expect(throws: Diagnostic.self) { try kept.open("abc") }
        #expect(
            stop.map { "\($0)".replacing(hub.folder.path, with: "") } == """
                /state/definitions/abc: error: the definitions of that night are not kept
                  mend: put the folder back from a copy; without it the night cannot be made again
                """)
    }

    @Test func `what a killed run left half-kept is cleared away`() throws {
        try hub.folder.write("half", to: "state/definitions/.lmi-tmp-1/hub.yml")
        let pipeline = try hub.definition()
        try kept.keep(pipeline)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: "\(state)/definitions")
                == [pipeline.definitionsHash])
    }

    @Test(arguments: ["../sic.csv", "/etc/sic.csv", "./sic.csv", "lists//sic.csv"])
    func `a definition that stands outside its folder is refused, since it could not be kept`(
        name: String
    ) throws {
        try hub.change("hub.yml", "SIC 2007: sic.csv", to: "SIC 2007: \"\(name)\"")
        #expect(
            hub.refusal() == """
                hub.yml:8:13: error: "\(name)" leads out of the folder of definitions
                  mend: put the file into /Pipelines and name it from there, such as sources/bres.yml
                """)
    }
}
