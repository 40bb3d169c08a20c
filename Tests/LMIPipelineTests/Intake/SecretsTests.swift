import Foundation
import LMIExtract
import LMIModel
import LMITestSupport
import Testing

@testable import LMIPipeline

/// Where secrets are looked for, what is said when they cannot be used, and that they are shown nowhere.
struct SecretsTests {
    private let night: SmallNight
    private let publisher = FakePublisher(["jobs": .init(text: SmallNight.jobs)])
    private static let canary = "0xCANARY7f3a"

    init() throws {
        night = try SmallNight()
        night.source = .live
        try night.hub.change(
            "jobs.yml", "file: jobs.csv",
            to:
                "fetch: {url: \"https://example.org/jobs.csv\", key: {parameter: uid, secret: JOBS_KEY}}\nfile: jobs.csv"
        )
        try FileManager.default.createDirectory(at: night.state, withIntermediateDirectories: true)
    }

    private func workplace(_ environment: [String: String] = [:]) -> Workplace {
        var place = night.workplace(22)
        place.environment = { environment[$0] }
        return place
    }

    private func secrets(_ place: Workplace) throws -> [String: String] {
        try Intake(place).secrets(of: night.hub.definition().sources.map(\.definition))
    }

    private func refusal(_ place: Workplace) throws -> String {
        do {
            return "\(try secrets(place))"
        } catch let fault as Diagnostic {
            return "\(fault)".replacing(night.hub.folder.path, with: "")
                + (fault.fault == .configuration ? "" : " [\(fault.fault)]")
        }
    }

    private func writeSecrets(_ text: String, rights: Int = 0o600) throws {
        let file = try night.state.write(text, to: "secrets")
        try FileManager.default.setAttributes([.posixPermissions: rights], ofItemAtPath: file.path)
    }

    @Test func `the environment goes before a credential, and that before the file`() throws {
        try writeSecrets("# keys\n\nJOBS_KEY=file\nOTHER=x\n")
        #expect(try secrets(workplace()) == ["JOBS_KEY": "file"])
        let folder = night.hub.folder.appending(path: "credentials")
        try folder.write("handed\n", to: "JOBS_KEY")
        let credentials = ["CREDENTIALS_DIRECTORY": folder.path]
        #expect(try secrets(workplace(credentials)) == ["JOBS_KEY": "handed"])
        let both = credentials.merging(["JOBS_KEY": "set"]) { old, _ in old }
        #expect(try secrets(workplace(both)) == ["JOBS_KEY": "set"])
    }

    @Test func `a secret that is needed is missed by its name`() throws {
        #expect(
            try refusal(workplace()) == """
                jobs.yml: error: the secret JOBS_KEY is needed and is not there
                  mend: set it in the environment, or write the line `JOBS_KEY=` with its value behind it into /state/secrets, a file that only you may read (`chmod 600`)
                """)
    }

    @Test(arguments: [
        ("", "is empty"), ("a b", "holds a space, a line end or a letter that no key has"),
        ("a\nb", "holds a space, a line end or a letter that no key has"),
    ])
    func `a secret that cannot be sent is not shown`(_ value: String, _ what: String) throws {
        #expect(
            try refusal(workplace(["JOBS_KEY": value])) == """
                the environment: error: the secret JOBS_KEY \(what)
                  mend: write the key alone there, or take the secret away
                """)
    }

    @Test(arguments: [0o644, 0o640, 0o606])
    func `a file of secrets that others may read is refused`(_ rights: Int) throws {
        try writeSecrets("JOBS_KEY=\(Self.canary)\n", rights: rights)
        #expect(
            try refusal(workplace()) == """
                /state/secrets: error: the file holds secrets and others may read or write it (its rights are \(String(rights, radix: 8)))
                  mend: run `chmod 600 /state/secrets`; if others can log in here, ask for new keys as well
                """)
    }

    @Test(arguments: [
        (
            "\(canary)\n", "the line is not a name and a value",
            "write it like `NOMIS_UID=` with the value behind it"
        ),
        ("A=1\nA=2\n", "the secret A stands twice in the file", "take one of the two lines away"),
    ])
    func `a line that is none is named by its number and not shown`(
        _ text: String, _ message: String, _ mend: String
    ) throws {
        try writeSecrets(text)
        let line = text.split(separator: "\n").count
        #expect(try refusal(workplace()) == "/state/secrets:\(line):1: error: \(message)\n  mend: \(mend)")
    }

    @Test func `a run that lacks a secret asks nobody and publishes nothing`() throws {
        let ending = try night.run()
        #expect(ending.status == .configuration)
        #expect(ending.errors.hasPrefix("jobs.yml: error: the secret JOBS_KEY is needed and is not there\n"))
    }

    @Test func `a secret is sent, and stands in nothing that is kept or said`() throws {
        let place = workplace(["JOBS_KEY": Self.canary])
        let pipeline = try night.hub.definition()
        let results = Intake(place, pipeline, carrier: publisher.carrier)
            .gather(pipeline.sources.map(\.definition), isInterrupted: { false })
        let request = try #require(publisher.requests("jobs").first)
        #expect("\(request.url)" == "https://example.org/jobs.csv?uid=…")
        #expect(String(reflecting: request).contains(Self.canary) == false)
        let gathered = try #require(results["jobs"]).get()
        #expect(gathered.requests.map(\.url) == ["https://example.org/jobs.csv?uid=…"])
        #expect("\(results)".contains(Self.canary) == false)
        let files = try FileManager.default.subpathsOfDirectory(atPath: night.state.path)
        #expect(files.count > 3)
        for file in files {
            let bytes = FileManager.default.contents(atPath: night.state.appending(path: file).path) ?? Data()
            #expect(bytes.range(of: Data(Self.canary.utf8)) == nil, "\(file)")
        }
    }
}
