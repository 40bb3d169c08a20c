@testable internal import LMIModel
@testable internal import LMIPipeline

/// A text is a definition or is refused with a line to mend; a line too many is never overlooked.
enum YAMLHarness {
    private static let lists: SharedLists = {
        do throws(Diagnostic) {
            let areas = try AreaList(
                file: "areas.csv",
                areas: [
                    Area(
                        code: "E06000021", scheme: .gss, name: "Stoke-on-Trent", type: "unitary",
                        vintage: "2023", isOurs: true)
                ])
            let names = ["SIC 2007", "Enterprise size", "KS4 destinations", "Age (claimant count)"]
            var lists: [Classification: CodeList] = [:]
            for name in names {
                lists[Classification(name)] = try CodeList(
                    Classification(name), file: "list.csv",
                    entries: [
                        .init(code: "Total", label: "All", level: "total"),
                        .init(code: "C", label: "Manufacturing", level: "section"),
                        .init(code: "23", label: "Ceramics", level: "division", parent: "C"),
                    ])
            }
            return SharedLists(areas: areas, codeLists: lists)
        } catch {
            fatalError("\(error)")
        }
    }()

    @Sendable static func run(_ given: Input) {
        guard let text = String(validating: given.bytes, as: UTF8.self) else { return }
        let found = refusal(text)
        demand(refusal(text) == found, "a second reading differs")
        if found == nil {
            demand(refusal(text + "\nno such key: 1\n") != nil, "a line under the definition is overlooked")
            demand(
                refusal(text + "\n---\na: 1\n") != nil, "a second definition under the first is overlooked")
        }
    }

    private static func refusal(_ text: String) -> Diagnostic? {
        do throws(Diagnostic) {
            let definition = try SourceDefinition(text, path: "d.yml", shared: lists)
            demand(!definition.id.isEmpty && !definition.file.hasPrefix("/"), "\(definition)")
            return nil
        } catch {
            demand(error.fault == .configuration, "\(error)")
            demand(!error.mend.isEmpty && !error.message.contains("\n"), "\(error)")
            if case .line(_, let line, _) = error.place {
                let lines =
                    text.utf8.count { $0 == 0x0A || $0 == 0x0D }
                    + text.unicodeScalars.count { [0x85, 0x2028, 0x2029].contains($0.value) } + 1
                demand((1...lines + 1).contains(line), "there is no line \(line): \(error)")
            }
            return error
        }
    }
}
