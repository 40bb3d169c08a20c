import Foundation
import LMIModel
import LMITestSupport
import Testing

@testable import LMIPipeline

/// What a definition names by its text and the file no longer says: figures do not vanish unseen.
struct UnmetTextTests {
    private let night: SmallNight

    init() throws {
        night = try SmallNight()
        try night.hub.change(
            "hub.yml", "{definition: claimants.yml}", to: "{definition: claimants.yml, required: yes}")
        try night.hub.change(
            "claimants.yml", "{period: MONTH, area: AREA}", to: "{period: MONTH, area: AREA, item: ITEM}")
        try write("Number", "Median")
    }

    private func write(_ first: String, _ second: String) throws {
        try night.inputs.write(
            "MONTH,AREA,ITEM,VALUE\n2026-09,E06000021,\(first),8220\n2026-09,E06000021,\(second),30\n",
            to: "claimants.csv")
    }

    private func observe(_ line: String) throws {
        try night.hub.change("claimants.yml", "  basis: residence\n", to: "  basis: residence\n  \(line)\n")
    }

    private func measureEach() throws {
        try night.hub.change(
            "claimants.yml", "{is: claimants, unit: people, rounding: none, adds: yes}",
            to: """
                {from: item, each: {
                    Number: {is: number, unit: people, rounding: none, adds: yes},
                    Median: {is: median, unit: days, rounding: none, adds: no}}}
                """)
    }

    @Test func `a text to keep that was renamed is missed, and the nearest named`() throws {
        try measureEach()
        try observe("keep: {item: [Number, Median]}")
        #expect(try night.run().errors == "")
        try write("Number", "Medians")
        let ending = try night.run()
        #expect(ending.status == .content)
        #expect(
            ending.errors == """
                claimants.csv: error: no row to keep has the item "Median"; the nearest is "Medians"
                  mend: if the publisher renamed it, write the new text under `keep:` in claimants.yml; if such figures are no longer published, take "Median" away there
                Not published: readers still see \(try night.generation()), serial 1.

                """)
    }

    @Test func `a text to keep that never was is missed`() throws {
        try measureEach()
        try observe("keep: {item: Nobody}")
        #expect(
            try night.run().errors == """
                claimants.csv: error: no row to keep has the item "Nobody"
                  mend: if the publisher renamed it, write the new text under `keep:` in claimants.yml; if such figures are no longer published, take "Nobody" away there
                Not published: nothing has been published yet.

                """)
    }

    @Test func `an area to keep that no figure is about is missed`() throws {
        try measureEach()
        try observe("keep: {area: [E06000021, E07000195]}")
        #expect(
            try night.run().errors == """
                claimants.csv: error: no figure is about E07000195 (Newcastle-under-Lyme)
                  mend: look for "Newcastle-under-Lyme" in the file; if the publisher spells it otherwise, add the spelling under `also:` of `area:` in claimants.yml
                Not published: nothing has been published yet.

                """)
    }

    @Test func `a measure that no figure has is missed`() throws {
        try measureEach()
        try write("Number", "Number")
        #expect(
            try night.run().errors == """
                claimants.csv: error: no figure has the measure "Median"
                  mend: if the publisher renamed it, write the new text under `each:` of `measure:` in claimants.yml; if such figures are no longer published, take "Median" away there
                Not published: nothing has been published yet.

                """)
    }

    @Test func `a source of which every figure is left out is refused`() throws {
        try observe("drop: [{where: {item: [Number, Median]}, because: not wanted}]")
        #expect(
            try night.run().errors == """
                claimants.csv: error: every figure of the file is left out: 2 by "drop item: not wanted"
                  mend: look at the file; if it is as it should be, correct `keep:` and `drop:` in claimants.yml
                Not published: nothing has been published yet.

                """)
    }

    @Test func `a rule that leaves out nothing is said`() throws {
        try observe("drop: [{where: {item: Medians}, because: not wanted}]")
        try night.hub.change("claimants.yml", "[VALUE]", to: "[VALUE]\n  ignore: []")
        try night.inputs.write(
            "MONTH,AREA,ITEM,VALUE\n2026-09,E06000021,Number,8220\n", to: "claimants.csv")
        let ending = try night.run()
        #expect(ending.status == .success)
        #expect(
            ending.errors == """
                claimants.csv: warning: `drop:` leaves no row out: none has the item "Medians"
                  mend: if the publisher renamed it, write the new text under `drop:` in claimants.yml

                """)
    }

    @Test func `a check of a total that compares nothing is said`() throws {
        try observe("drop: [{where: {item: Median}, because: not wanted}]")
        try night.hub.pipelines.write(
            night.hub.pipelines.text(of: "jobs.yml")
                + "checks: [{of: industry, total: Total, parts: section}]\n",
            to: "jobs.yml")
        let ending = try night.run()
        #expect(ending.status == .success)
        #expect(
            ending.errors == """
                jobs.csv: warning: the check of "industry" against the total "Total" compared nothing: no total stands beside its parts
                  mend: look whether the publisher still has such rows; if not, take the line under `checks:` in jobs.yml away

                """)
    }
}
