import LMIModel
import LMITestSupport
import LMITransform

/// A small pipeline's areas, codes and a layout for a table of jobs, to be varied by each test.
enum LayoutFixture {
    static func areas() throws -> AreaList {
        func area(_ code: String, _ name: String, _ type: String, isOurs: Bool = true) -> Area {
            Area(code: code, scheme: .gss, name: name, type: type, vintage: "2023", isOurs: isOurs)
        }
        return try AreaList(
            file: "areas.csv",
            areas: [
                area("E06000021", "Stoke-on-Trent", "unitary"), area("E07000197", "Stafford", "district"),
                area("E37000032", "Stoke-on-Trent and Staffordshire", "lep"),
                area("E69000029", "Stoke-on-Trent and Staffordshire", "lsip"),
                area("E08000021", "Newcastle upon Tyne", "metropolitan district", isOurs: false),
            ])
    }

    static func industries() throws -> CodeList {
        try CodeList(
            Classification("SIC 2007"), file: "codelists/sic2007.csv",
            entries: [
                .init(code: "C", label: "Manufacturing", level: "section"),
                .init(code: "F", label: "Construction", level: "section"),
                .init(code: "41", label: "Construction of buildings", level: "division", parent: "F"),
            ])
    }

    /// Long: one figure a row, as in ``table(_:)``.
    static func long() throws -> Layout {
        Layout(
            source: "jobs",
            rows: RowLayout(
                definition: "sources/jobs.yml",
                columns: ColumnLayout(
                    labels: [
                        ("period", [.heading("year")]), ("area", [.heading("area")]),
                        ("industry", [.heading("industry")]),
                    ],
                    values: [.init(parts: [.value], selection: .named([.heading("jobs")]), headingSays: nil)])
            ),
            cells: CellLayout(insteadOfANumber: ["c": .withheld(.suppressedDisclosure, below: nil)]),
            observations: ObservationLayout(
                measure: .stated(.init(id: "employees", unit: "people")), basis: "workplace",
                period: .label(.usual(.year)), area: .init(),
                dimensions: [.init(id: "industry", list: try industries())]))
    }

    static func table(_ rows: String) -> TextTable { TextTable("year | area | industry | jobs\n" + rows) }
}
