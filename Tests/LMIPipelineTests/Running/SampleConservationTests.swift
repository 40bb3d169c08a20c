import Foundation
import LMIModel
import LMITestSupport
import LMITransform
import Testing

@testable import LMIPipeline

/// Every cell of the sample files is accounted for, as a count by other means confirms.
struct SampleConservationTests {
    private struct Count: Decodable, Equatable {
        var cells: Int
        var published: Int
        var withheld: Int
        var sum: String
    }

    @Test func `every cell of a sample is a figure and every row a record, or left out by a named rule`()
        throws
    {
        let pipelines = packageRoot.appending(path: "Pipelines").path
        let inputs = packageRoot.appending(path: "SampleInputs").path
        let pipeline = try PipelineSettings.pipeline(folder: pipelines, name: "stoke-staffs")
        let counted = try run("python3", "Tests/Tools/count_samples.py", pipelines, inputs)
        try #require(counted.status == 0, "\(counted.errors)")
        let counts = try JSONDecoder().decode([String: Count].self, from: Data(counted.output.utf8))
        #expect(
            Set(counts.keys) == Set(pipeline.sources.map(\.definition.id)),
            "Tests/Tools/count_samples.py counts every source of the pipeline and no other")
        let place = Workplace(
            pipelines: pipelines, pipeline: "stoke-staffs", output: "", state: "", inputs: .folder(inputs),
            origins: nil, threads: 1)
        for use in pipeline.sources {
            let source = use.definition
            let stored = try Intake(place).bytes(of: source)
            let reading = try source.read(
                stored.snapshot, path: stored.path, lists: pipeline.lists, parsing: place.parsing)
            let report = reading.report
            let dropped = report.dropped.values.reduce(0, +)
            #expect(report.isConserved, "\(source.id)")
            let kept = reading.register?.records.count ?? reading.observations.count
            #expect(report.cells == kept + report.confidences + dropped, "\(source.id)")
            let numbers = reading.observations.compactMap { observation in
                if case .published(let number, _) = observation.figure { number } else { nil }
            }
            let sum = try numbers.reduce(Decimal(0)) { sum, number in
                try sum + #require(Decimal(string: "\(number)"))
            }
            let count = Count(
                cells: report.cells, published: reading.register == nil ? numbers.count : kept,
                withheld: reading.observations.count - numbers.count, sum: "\(sum)")
            #expect(count == counts[source.id], "\(source.id)")
        }
    }
}
