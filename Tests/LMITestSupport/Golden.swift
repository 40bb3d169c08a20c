internal import Foundation
public import Testing

/// Compares `actual` with the file `name` kept in `Golden/` beside the test.
///
/// `LMI_RECORD=1 swift test` writes the file and fails, so that a recording is always read.
public func expectGolden(
    _ actual: String, _ name: String, besides test: String = #filePath,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let file = URL(filePath: test).deletingLastPathComponent().appending(path: "Golden/\(name)")
    if ProcessInfo.processInfo.environment["LMI_RECORD"] == "1" {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try actual.write(to: file, atomically: true, encoding: .utf8)
        Issue.record("recorded \(name): read the diff, then run again", sourceLocation: sourceLocation)
        return
    }
    guard FileManager.default.fileExists(atPath: file.path) else {
        Issue.record(
            "there is no Golden/\(name): record it with LMI_RECORD=1 swift test",
            sourceLocation: sourceLocation)
        return
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    guard actual != expected else { return }
    Issue.record("\(difference(actual, expected, name))", sourceLocation: sourceLocation)
}

/// The first line in which two texts differ: whole texts side by side would hide it.
private func difference(_ actual: String, _ expected: String, _ name: String) -> Comment {
    let (made, kept) = (actual.components(separatedBy: "\n"), expected.components(separatedBy: "\n"))
    let line = zip(made, kept).prefix { $0 == $1 }.count
    func text(_ lines: [String]) -> String {
        line < lines.count ? "\"\(lines[line])\"" : "the end of the text"
    }
    return """
        Golden/\(name) differs from line \(line + 1) on (\(made.count) lines made, \(kept.count) kept)
          kept: \(text(kept))
          made: \(text(made))
        """
}
