import Foundation
import LMIModel
import LMITestSupport
import Testing

@testable import LMIExtract

struct BodyCheckTests {
    private let publisher: Publisher

    init() throws { publisher = try Publisher() }

    private static let open =
        "open the address in a browser: a notice of maintenance goes away by itself; if the file has moved, correct `fetch:` in the source's definition"
    private static let read =
        "read what the publisher says there: try again later, or correct `fetch:` in the source's definition"
    private static let save =
        "open the file, save the sheet as CSV, put it into the folder of own files and write `fetch: {own file: yes}`"

    struct Case: Sendable {
        var body: String
        var type = "text/csv"
        var message: String
        var mend: String
    }

    @Test(
        "A body that is no CSV is refused, with how it begins and what to do",
        arguments: [
            Case(
                body: "\u{FEFF}\n <!DOCTYPE html><title>Back soon</title>",
                message:
                    "sent an HTML page, expected CSV; it begins \"<!DOCTYPE html><title>Back soon</title>\"",
                mend: open),
            Case(
                body: "a,b\n1,2\n", type: "text/html",
                message: "sent an HTML page, expected CSV; it begins \"a,b\\n1,2\\n\"", mend: open),
            Case(
                body: "<?xml version=\"1.0\"?><error>no such dataset, sorry</error>",
                message:
                    "sent XML, expected CSV; it begins \"<?xml version=\\\"1.0\\\"?><error>no such dataset, sorry</error>\"",
                mend: read),
            Case(
                body: "{\"error\": \"Rate limit exceeded, wait\"}",
                message:
                    "sent JSON, expected CSV; it begins \"{\\\"error\\\": \\\"Rate limit exceeded, wait\\\"}\"",
                mend: read),
            Case(
                body: "[ {\"error\": 1}]",
                message: "sent JSON, expected CSV; it begins \"[ {\\\"error\\\": 1}]\"",
                mend: read),
            Case(
                body: "a,b\n", type: "application/problem+json",
                message: "sent JSON, expected CSV; it begins \"a,b\\n\"", mend: read),
            Case(
                body: "Rate limit exceeded\r\n", type: "text/plain",
                message: "sent a line of text, expected CSV; it begins \"Rate limit exceeded\\r\\n\"",
                mend: read),
            Case(
                body: "Sorry, the service is busy", type: "text/plain",
                message: "sent a line of text, expected CSV; it begins \"Sorry, the service is busy\"",
                mend: read),
            Case(
                body: "\n Busy; try again, later | soon\t.\r\n",
                message:
                    "sent a line of text, expected CSV; it begins \"Busy; try again, later | soon\\t.\\r\\n\"",
                mend: read),
            Case(
                body: "PK\u{3}\u{4}\u{14}\u{202E}x",
                message:
                    "sent a workbook (.xlsx) or a ZIP archive, expected CSV; it begins \"PK\\u{3}\\u{4}\\u{14}\\u{202E}x\"",
                mend: save),
            Case(
                body: "%PDF-1.7\n",
                message: "sent a PDF document, expected CSV; it begins \"%PDF-1.7\\n\"",
                mend:
                    "look on the publisher's site for the figures as CSV, and correct `fetch:` in the source's definition"
            ),
        ])
    func notCSV(wrong: Case) {
        #expect(
            publisher.fault(.plain, answer: publisher.text(wrong.body, type: wrong.type)) == """
                content jobs.csv: error: https://stats.example/jobs.csv \(wrong.message)
                  mend: \(wrong.mend)
                """)
    }

    @Test(
        "Archives and old workbooks are known by their first bytes",
        arguments: [
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], "a workbook (.xls)", save),
            (
                [0x1F, 0x8B, 8, 0], "a gzip archive",
                "unpack the file, put it into the folder of own files and write `fetch: {own file: yes}`"
            ),
        ] as [([UInt8], String, String)])
    func packed(bytes: [UInt8], what: String, mend: String) {
        let fault = publisher.fault(.plain) { _ in
            try FetchAnswer(status: 200, body: publisher.file(bytes), finalURL: FetchPlan.jobs)
        }
        #expect(
            fault.hasPrefix(
                "content jobs.csv: error: https://stats.example/jobs.csv sent \(what), expected CSV"))
        #expect(fault.hasSuffix("\n  mend: \(mend)"))
    }

    @Test("A body of nothing, or of nothing but blanks, is refused")
    func empty() {
        let mend = "\n  mend: open the address in a browser: if it is empty there too, tell its publisher"
        #expect(
            publisher.fault(.plain, answer: publisher.text(""))
                == "content jobs.csv: error: the answer of https://stats.example/jobs.csv is empty" + mend)
        let blanks = String(repeating: " \r\n", count: 50_000)
        #expect(
            publisher.fault(.plain, answer: publisher.text(blanks))
                == "content jobs.csv: error: the answer of https://stats.example/jobs.csv holds nothing but 150000 blanks and line ends"
                + mend)
    }

    @Test(
        "What a CSV file may begin with is left alone",
        arguments: [
            "area,jobs\n1,2", "area\nE06000021\n", "\u{FEFF}area;jobs\n1;2", "area\tjobs\r1\t2",
            "[x] suppressed,jobs\n1,2\n",
            "\n\n\narea,jobs\n1,2\n", "\"<b>\",jobs\n1,2\n", "Sorry, the service\nis busy, 2\n",
        ])
    func allowed(text: String) throws {
        #expect(try publisher.fetch(.plain, answer: publisher.text(text)).text == text)
    }

    @Test("A heading row longer than what is looked at is no sentence")
    func wide() throws {
        let text = (0..<2_000).map { "column \($0)" }.joined(separator: ",") + "\n1"
        #expect(try publisher.fetch(.plain, answer: publisher.text(text)).text == text)
    }

    @Test("Every sample is of the form that its source has")
    func samples() throws {
        let folder = packageRoot.appending(path: "SampleInputs")
        var files = 0
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() {
            guard path.hasSuffix(".csv") || path.hasSuffix(".html") else { continue }
            files += 1
            var plan = FetchPlan.plain
            plan.form = path.hasSuffix(".csv") ? .csv : .html
            let file = folder.appending(path: path).path
            let size = try #require(
                FileManager.default.attributesOfItem(atPath: file)[.size] as? Int)
            let end = try publisher.fetch(plan) { _ in
                FetchAnswer(
                    status: 200, body: FetchedFile(path: file, sha256: "", bytes: size),
                    finalURL: FetchPlan.jobs)
            }
            guard case .whole = end else {
                Issue.record("\(path)")
                continue
            }
        }
        #expect(files > 10)
    }

    @Test("A page is expected where a page is declared")
    func page() throws {
        var plan = FetchPlan.plain
        plan.form = .html
        let page = "<?xml version=\"1.0\"?><HTML><body>7</body></HTML>"
        #expect(try publisher.fetch(plan, answer: publisher.text(page, type: "text/html")).text == page)
        #expect(
            publisher.fault(plan, answer: publisher.text("area,jobs\n1,2\n", type: "text/html")) == """
                content jobs.csv: error: https://stats.example/jobs.csv sent text, expected an HTML page; it begins "area,jobs\\n1,2\\n"
                  mend: \(Self.open)
                """)
    }

    @Test("A charset of two or four bytes a letter is refused where the bytes are of one")
    func charset() throws {
        let bytes: [UInt8] = [0xFF, 0xFE] + "a,b\n1".utf8.flatMap { [$0, 0] }
        let end = try publisher.fetch(.plain) { _ in
            try FetchAnswer(
                status: 200, body: publisher.file(bytes), charset: "utf-16", finalURL: FetchPlan.jobs)
        }
        guard case .whole(let file, nil) = end else {
            Issue.record("refused")
            return
        }
        #expect(file.bytes == 12)
        #expect(
            publisher.fault(.plain) { _ in
                try publisher.answer("a,b\n1", charset: "utf-16le", url: FetchPlan.jobs)
            } == """
                content jobs.csv: error: https://stats.example/jobs.csv says that its text is "utf-16le", which it is not: it begins "a,b\\n1"
                  mend: try again later; if it stays so, fetch the file by hand and tell the publisher
                """)
        let page: [UInt8] = [0xFF, 0xFE] + "<html>".utf8.flatMap { [$0, 0] }
        let fault = publisher.fault(.plain) { _ in
            try FetchAnswer(status: 200, body: publisher.file(page), finalURL: FetchPlan.jobs)
        }
        #expect(fault.contains("sent an HTML page, expected CSV; it begins \"<html>\""))
    }

    @Test("A server that answers 200 without a file is refused")
    func noBody() {
        #expect(
            publisher.fault(.plain, answer: publisher.status(200)) == """
                source jobs.csv: error: https://stats.example/jobs.csv answered 200 without a file
                  mend: try again later; if it stays so, tell the publisher
                """)
    }
}
