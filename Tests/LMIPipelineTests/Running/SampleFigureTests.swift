import Foundation
import LMIModel
import LMITestSupport
import LMITransform
import Testing

@testable import LMIPipeline

/// Figures of the sample files, one by one, as a reading by other means finds them; and the files themselves.
struct SampleFigureTests {
    private struct Told: Decodable {
        var source: String
        var area: String
        var period: String
        var indicator: String
        var codes: [String: String]
        var value: String?
    }

    private let pipelines = packageRoot.appending(path: "Pipelines").path
    private let inputs = packageRoot.appending(path: "SampleInputs").path

    @Test func `figures are what other means read in the same files`() throws {
        let read = try run("python3", "Tests/Tools/sample_figures.py", inputs)
        try #require(read.status == 0, "\(read.errors)")
        let told = try JSONDecoder().decode([Told].self, from: Data(read.output.utf8))
        let pipeline = try PipelineSettings.pipeline(folder: pipelines, name: "stoke-staffs")
        let place = Workplace(
            pipelines: pipelines, pipeline: "stoke-staffs", output: "", state: "", inputs: .folder(inputs),
            origins: nil, threads: 1)
        for (id, figures) in Dictionary(grouping: told, by: \.source) {
            #expect(figures.count >= 3, "\(id)")
            let source = try #require(pipeline.source(id)?.definition, "\(id)")
            let stored = try Intake(place).bytes(of: source)
            let observations = try source.read(
                stored.snapshot, path: stored.path, lists: pipeline.lists, parsing: place.parsing
            ).observations
            for figure in figures {
                let found = observations.filter {
                    $0.area.code == figure.area && $0.period.text == figure.period
                        && $0.indicator == figure.indicator
                        && $0.coordinates.mapValues(\.text) == figure.codes
                }
                try #require(found.count == 1, "\(figure)")
                var number: Decimal?
                if case .published(let published, _) = found[0].figure {
                    number = Decimal(string: "\(published)")
                }
                #expect(number == figure.value.flatMap { Decimal(string: $0) }, "\(figure)")
            }
        }
    }

    @Test func `the sample files are what their script writes`() throws {
        try withTemporaryFolder { folder in
            let made = try run("python3", "Tests/Tools/make_samples.py", pipelines, folder.path)
            try #require(made.status == 0, "\(made.errors)")
            let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            let files = names.filter { $0.hasSuffix(".csv") || $0.hasSuffix(".html") || $0.hasSuffix(".yml") }
            #expect(files.count > 30)
            for file in files {
                let kept = try Data(contentsOf: URL(filePath: "\(inputs)/\(file)"))
                #expect(try Data(contentsOf: folder.appending(path: file)) == kept, "\(file)")
            }
        }
    }
}
