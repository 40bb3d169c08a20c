import Foundation
import LMITestSupport
import Testing

/// A part of a definition that a document shows, with the definition's name on its first line.
struct DefinitionExample {
    var definition = ""
    var lines: [String] = []

    static func all(in document: String) throws -> [DefinitionExample] {
        var examples: [DefinitionExample] = []
        var isOpen = false
        for line in try packageRoot.text(of: document).components(separatedBy: "\n") {
            if line.hasPrefix("```") {
                isOpen.toggle()
                if isOpen { examples.append(DefinitionExample()) }
            } else if isOpen, line.hasPrefix("# sources/") || line == "# stoke-staffs.yml" {
                examples[examples.count - 1].definition = String(line.dropFirst(2))
            } else if isOpen {
                examples[examples.count - 1].lines.append(line)
            }
        }
        return examples
    }

    /// Each of its lines stands in the definition, in this order.
    func expectToStandInItsDefinition() throws {
        var rest = try packageRoot.text(of: "Pipelines/\(definition)").components(separatedBy: "\n")[...]
        for line in lines {
            let place = rest.firstIndex(of: line)
            #expect(place != nil, "\(definition) has no line, or not in this order: \(line)")
            if let place { rest = rest[(place + 1)...] }
        }
    }
}
