import LMIModel
import Testing

@testable import LMILoad

struct RenderedBundleTests {
    private func text(_ path: String, of bundle: Bundle) throws -> String {
        let rendered = try RenderedBundle(bundle, lastGood: nil)
        let file = try #require(rendered.files.first { $0.path == path })
        return try #require(String(validating: file.bytes, as: UTF8.self))
    }

    private func refusal(_ bundle: Bundle) throws -> String {
        do throws(Diagnostic) {
            _ = try RenderedBundle(bundle, lastGood: nil)
            return "not refused"
        } catch { return error.description }
    }

    private func fresh(_ rows: [Observation]) throws -> Bundle {
        try TinyBundle.bundle([.fresh(TinyBundle.table(rows))])
    }

    @Test func `a table of figures reads as it is published`() throws {
        let expected = #"""
            area_code,area_code_scheme,area_name,area_type,area_vintage,time_period,period_start,period_end,indicator,sector_id,sector_name,unit_measure,basis,obs_value,lower,upper,bounds,obs_status,flags,reason,note,derivation,source_id,as_of,display
            E06000021,gss,Stoke-on-Trent,unitary,2023,2025,2025-01-01,2025-12-31,change,construction,Construction,people,workplace,-3.20,,,none,A,,,,change,bres,2026-11-20T02:00:00Z,−3.20
            E06000021,gss,Stoke-on-Trent,unitary,2023,2025,2025-01-01,2025-12-31,employees,construction,Construction,people,workplace,15000,,,none,U,U P,,,published,bres,2026-11-20T02:00:00Z,"15,000 (unreliable)"
            E06000021,gss,Stoke-on-Trent,unitary,2023,2025,2025-01-01,2025-12-31,employees,digital,'=Digital,people,workplace,0,0,2.5,rounding,A,,,,published,bres,2026-11-20T02:00:00Z,rounds to 0
            E07000192,gss,Cannock Chase,district,2023,2025,2025-01-01,2025-12-31,employees,construction,Construction,people,workplace,,14000,16000,rounding,O,,partial,,sum,bres,2026-11-20T02:00:00Z,"between 14,000 and 16,000"
            E07000192,gss,Cannock Chase,district,2023,2025,2025-01-01,2025-12-31,employees,digital,'=Digital,people,workplace,,,,none,Q,,suppressed_disclosure,,published,bres,2026-11-20T02:00:00Z,not published: the publisher suppressed it so that nobody can be identified

            """#
        #expect(try text("data/employment.csv", of: TinyBundle.bundle()) == expected)
    }

    @Test func `the same table reads the same as JSON`() throws {
        let expected = #"""
            {
              "generation": "GENERATION",
              "origin": "live",
              "table": "employment",
              "title": "Jobs by sector",
              "description": "Employees by where they work. The self-employed are not counted.",
              "updated": "2026-10-29",
              "as_of": "2026-11-20T02:00:00Z",
              "stale": false,
              "stale_reason": null,
              "definitions_sha256": "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd",
              "sources": [
                {"id":"bres","publisher":"Office for National Statistics","title":"Jobs \u0026 employers","url":"https://www.nomisweb.co.uk/","licence":{"name":"Open Government Licence v3.0","url":"https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"},"attribution":"Source: Office for National Statistics licensed under the Open Government Licence v3.0.","release":"2025 provisional","released":"2026-10-29","next_due":"2027-10-28","retrieved":"2026-11-20T02:00:00Z","file":"nomis/bres.csv","bytes":120,"sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","origin":"live"}
              ],
              "rows": [
                {"area_code":"E06000021","area_code_scheme":"gss","area_name":"Stoke-on-Trent","area_type":"unitary","area_vintage":"2023","time_period":"2025","period_start":"2025-01-01","period_end":"2025-12-31","indicator":"change","sector_id":"construction","sector_name":"Construction","unit_measure":"people","basis":"workplace","obs_value":-3.20,"lower":null,"upper":null,"bounds":"none","obs_status":"A","flags":null,"reason":null,"note":null,"derivation":"change","source_id":"bres","as_of":"2026-11-20T02:00:00Z","display":"−3.20"},
                {"area_code":"E06000021","area_code_scheme":"gss","area_name":"Stoke-on-Trent","area_type":"unitary","area_vintage":"2023","time_period":"2025","period_start":"2025-01-01","period_end":"2025-12-31","indicator":"employees","sector_id":"construction","sector_name":"Construction","unit_measure":"people","basis":"workplace","obs_value":15000,"lower":null,"upper":null,"bounds":"none","obs_status":"U","flags":"U P","reason":null,"note":null,"derivation":"published","source_id":"bres","as_of":"2026-11-20T02:00:00Z","display":"15,000 (unreliable)"},
                {"area_code":"E06000021","area_code_scheme":"gss","area_name":"Stoke-on-Trent","area_type":"unitary","area_vintage":"2023","time_period":"2025","period_start":"2025-01-01","period_end":"2025-12-31","indicator":"employees","sector_id":"digital","sector_name":"=Digital","unit_measure":"people","basis":"workplace","obs_value":0,"lower":0,"upper":2.5,"bounds":"rounding","obs_status":"A","flags":null,"reason":null,"note":null,"derivation":"published","source_id":"bres","as_of":"2026-11-20T02:00:00Z","display":"rounds to 0"},
                {"area_code":"E07000192","area_code_scheme":"gss","area_name":"Cannock Chase","area_type":"district","area_vintage":"2023","time_period":"2025","period_start":"2025-01-01","period_end":"2025-12-31","indicator":"employees","sector_id":"construction","sector_name":"Construction","unit_measure":"people","basis":"workplace","obs_value":null,"lower":14000,"upper":16000,"bounds":"rounding","obs_status":"O","flags":null,"reason":"partial","note":null,"derivation":"sum","source_id":"bres","as_of":"2026-11-20T02:00:00Z","display":"between 14,000 and 16,000"},
                {"area_code":"E07000192","area_code_scheme":"gss","area_name":"Cannock Chase","area_type":"district","area_vintage":"2023","time_period":"2025","period_start":"2025-01-01","period_end":"2025-12-31","indicator":"employees","sector_id":"digital","sector_name":"=Digital","unit_measure":"people","basis":"workplace","obs_value":null,"lower":null,"upper":null,"bounds":"none","obs_status":"Q","flags":null,"reason":"suppressed_disclosure","note":null,"derivation":"published","source_id":"bres","as_of":"2026-11-20T02:00:00Z","display":"not published: the publisher suppressed it so that nobody can be identified"}
              ]
            }

            """#
        let bundle = try TinyBundle.bundle()
        let id = try RenderedBundle(bundle, lastGood: nil).id
        #expect(try text("json/employment.json", of: bundle) == expected.replacing("GENERATION", with: id))
    }

    @Test func `the order in which figures come makes no difference to any byte`() throws {
        let one = try RenderedBundle(TinyBundle.bundle(), lastGood: nil)
        let other = try RenderedBundle(fresh(TinyBundle.rows().reversed()), lastGood: nil)
        #expect(one.id == other.id)
        #expect(one.files == other.files)
    }

    @Test func `a changed figure changes the id and an id names the day of the newest source`() throws {
        let one = try RenderedBundle(TinyBundle.bundle(), lastGood: nil)
        let other = try RenderedBundle(fresh(Array(TinyBundle.rows().dropLast())), lastGood: nil)
        #expect(one.id != other.id)
        #expect(one.id.hasPrefix("2026-11-20-") && other.id.hasPrefix("2026-11-20-"))
    }

    @Test func `every JSON file names its generation and its origin`() throws {
        let rendered = try RenderedBundle(
            TinyBundle.bundle(snapshots: [TinyBundle.snapshot(.sample)]), lastGood: nil)
        let files = rendered.files.filter { $0.path.hasSuffix(".json") }
        #expect(files.count == 13)
        for file in files {
            let json = try JSONParser.parse(file.bytes, file: file.path)
            #expect((json["generation"] ?? json["lmi:generation"])?.string == rendered.id, "\(file.path)")
            #expect((json["origin"] ?? json["lmi:origin"])?.string == "sample", "\(file.path)")
        }
    }

    @Test func `the schema allows every family of area codes there is`() throws {
        let columns = try ObservationColumns(TinyBundle.table(TinyBundle.rows())).columns
        let families = columns.first { $0.name == "area_code_scheme" }?.categories.map(\.value)
        #expect(families == Area.Scheme.allCases.map(\.rawValue))
    }

    @Test func `readers may wonder a fortnight after the first edition that is due`() throws {
        var late = TinyBundle.snapshot()
        late.source = "pay"
        late.origin.nextDue = Day(2026, 12, 20)
        var pay = TinyBundle.table([])
        (pay.id, pay.sources) = ("pay", ["pay"])
        let tables = try [TableEntry.fresh(TinyBundle.table(TinyBundle.rows())), .fresh(pay)]
        let bundle = try TinyBundle.bundle(tables, snapshots: [TinyBundle.snapshot(), late])
        #expect(try RenderedBundle(bundle, lastGood: nil).staleAfter == Day(2027, 1, 3))
    }

    @Test func `where no source says when its next edition is due no day is made up`() throws {
        var snapshot = TinyBundle.snapshot()
        snapshot.origin.nextDue = nil
        let bundle = try TinyBundle.bundle(snapshots: [snapshot])
        #expect(try RenderedBundle(bundle, lastGood: nil).staleAfter == nil)
    }

    @Test func `every file that the index names is there`() throws {
        var bundle = try TinyBundle.bundle()
        let town = Area(
            code: "town-stone", scheme: .nomis, name: "Stone", type: "town or city", vintage: "2015",
            isOurs: true)
        bundle.areas = try AreaList(file: "areas.csv", areas: bundle.areas.areas + [town])
        let rendered = try RenderedBundle(bundle, lastGood: nil)
        let index = try JSONParser.parse(
            try #require(rendered.files.first { $0.path == "index.json" }).bytes, file: "index.json")
        let named = ["tables", "areas", "sectors", "lookups"].flatMap { list in
            (index[list]?.array ?? []).flatMap { entry in
                ["json", "csv", "schema"].compactMap { entry[$0]?.string }
            }
        }
        #expect(named.contains("areas/E06000021.json"))
        #expect(named.filter { path in !rendered.files.contains { $0.path == path } } == [])
    }

    @Test func `two figures of one key are refused, naming both cells`() throws {
        let bundle = try fresh([
            TinyBundle.row("E06000021", "digital", .published(.zero), row: 9),
            TinyBundle.row("E06000021", "digital", .withheld(.missing), row: 4),
        ])
        #expect(
            try refusal(bundle) == """
                nomis/bres.csv:4:4: error: in the table "employment" the figure "employees, E06000021, 2025, sector digital" stands twice, the other time at nomis/bres.csv:9:4
                  mend: this is a fault of the program: report it with the definitions and the input file
                """)
    }

    @Test func `a number outside its bounds is refused`() throws {
        let bounds = Bounds(lower: ExactDecimal(units: 5), upper: ExactDecimal(units: 15), kind: .rounding)
        let bundle = try fresh([
            TinyBundle.row("E06000021", "digital", .published(ExactDecimal(units: 20)), bounds, row: 7)
        ])
        #expect(
            try refusal(bundle) == """
                nomis/bres.csv:7:4: error: in the table "employment" the figure "employees, E06000021, 2025, sector digital" has the value 20 above its upper bound 15
                  mend: this is a fault of the program: report it with the definitions and the input file
                """)
    }

    @Test func `a figure without a code for each dimension is refused`() throws {
        var row = try TinyBundle.row("E06000021", "digital", .published(.zero), row: 7)
        row.coordinates = [:]
        #expect(
            try refusal(fresh([row])) == """
                nomis/bres.csv:7:4: error: in the table "employment" the figure "employees, E06000021, 2025" has the dimensions "", not "sector"
                  mend: this is a fault of the program: report it with the definitions and the input file
                """)
    }

    @Test func `a figure of an area that no list has is refused`() throws {
        var row = try TinyBundle.row("E06000021", "digital", .published(.zero))
        row.area = Area(code: "E09", scheme: .gss, name: "x", type: "x", vintage: "2023", isOurs: true)
        #expect(
            try refusal(fresh([row])) == """
                data/employment.csv: error: in the table "employment" the figure "employees, E09, 2025, sector digital" is of the area "E09", which no list has
                  mend: this is a fault of the program: report it with the definitions and the input file
                """)
    }

    @Test func `a name that some server would not serve is refused`() throws {
        var table = try TinyBundle.table(TinyBundle.rows())
        table.id = "jobs.2025"
        #expect(
            try refusal(TinyBundle.bundle([.fresh(table)])) == """
                data/jobs.2025.csv: error: the name of the published file "data/jobs.2025.csv" has other letters than A-Z, a-z, 0-9, _ and -, or not 1 to 64 of them
                  mend: give the table, area, sector or code list another id
                """)
    }

    @Test func `two names that differ only in case are refused`() throws {
        var table = try TinyBundle.table(TinyBundle.rows())
        table.id = "Employment"
        let bundle = try TinyBundle.bundle([.fresh(TinyBundle.table(TinyBundle.rows())), .fresh(table)])
        #expect(
            try refusal(bundle) == """
                data/employment.csv: error: two published files would be called "data/Employment.csv" and "data/employment.csv"
                  mend: give one of the two tables, areas, sectors or code lists another id
                """)
    }

    @Test func `a table whose source has no snapshot is refused`() throws {
        #expect(
            try refusal(TinyBundle.bundle(snapshots: [])) == """
                data/employment.csv: error: the table "employment" is made of "bres", of which there is no snapshot
                  mend: this is a fault of the program: report it with the definitions
                """)
    }

    @Test func `a bundle of no table is refused`() throws {
        #expect(
            try refusal(TinyBundle.bundle([], snapshots: [])) == """
                error: the bundle "tiny" has no table
                  mend: name at least one table under `tables:`
                """)
    }

    @Test func `a time that is not in UTC is refused`() throws {
        let snapshot = TinyBundle.snapshot(retrieved: "2026-11-20T02:00:00+01:00")
        #expect(
            try refusal(TinyBundle.bundle(snapshots: [snapshot])) == """
                error: a source was retrieved at "2026-11-20T02:00:00+01:00", which is no time in UTC
                  mend: write it as 2026-11-22T02:00:00Z
                """)
    }
}
