import Foundation
import LMIExtract
import LMIModel
import LMITestSupport
import Testing

@testable import LMIPipeline

/// A page that breaks its parser costs the tables of one source.
struct BrokenPageTests {
    private let night: SmallNight

    /// The night with the claimants on a page.
    init() throws {
        night = try SmallNight()
        try night.hub.change("claimants.yml", "file: claimants.csv", to: "file: claimants.html")
        try night.hub.change("claimants.yml", "table: {header: MONTH}", to: "table: {html: {id: t}}")
        let rows = SmallNight.claimants.split(separator: "\n").map { line in
            "<tr>" + line.split(separator: ",").map { "<td>\($0)</td>" }.joined() + "</tr>"
        }
        try night.inputs.write("<table id=t>\(rows.joined(separator: "\n"))</table>", to: "claimants.html")
        try night.originate("claimants.html", .live)
    }

    private func run(_ day: Int, failing mischief: String) throws -> SmallNight.Ending {
        let script = "exec \(try builtProgram("lmi")) \"$@\"\(mischief)"
        var place = night.workplace(day)
        place.parsing = .child(program: try script.program(in: night.hub.folder))
        var console = Console.collecting()
        let status = Pipeline(place).run(tables: [], isDryRun: false, &console)
        return SmallNight.Ending(
            status: status, output: "",
            errors: String(decoding: console.collected?.errors ?? [], as: UTF8.self))
    }

    @Test(arguments: [
        ("trap", "the parser broke down over the page (signal"),
        ("eat", "the parser needs more than 512 MiB of memory for the page"),
        ("socket", "the page made the parser ask for what no parser needs"),
    ])
    func `a page that breaks its parser keeps its table as it was, and the others are published`(
        mischief: String, words: String
    ) throws {
        let whole = try run(21, failing: "")
        #expect(whole.status == .success && whole.errors == "")
        #expect(try night.published("data/claimants.csv").contains(",8220,"))
        try night.inputs.write(SmallNight.jobs.replacing("24,30", with: "24,29"), to: "jobs.csv")

        let ending = try run(22, failing: " --fail \(mischief)")
        #expect(ending.status == .degraded)
        #expect(ending.errors.hasPrefix("claimants.html: error: \(words)"))
        #expect(try night.published("data/jobs.csv").contains(",29,"))
        #expect(try night.published("data/claimants.csv").contains(",8220,"))
        #expect(Array(try night.stale().keys) == ["claimants"])
    }
}
