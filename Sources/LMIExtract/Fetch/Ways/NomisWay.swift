internal import LMIFiles
internal import LMIModel

extension NomisQuery {
    /// The address of the page that begins with the row `offset`, counted from 0.
    func url(offset: Int) -> String {
        var parts = parameters.map { "\($0.name.escapedForQuery)=\($0.value.escapedForQuery)" }
        if !columns.isEmpty {
            let selected = columns + [NomisPages.offsetHeading, NomisPages.countHeading]
            parts.append("select=\(selected.joined(separator: ",").escapedForQuery)")
        }
        parts.append("recordOffset=\(offset)")
        return "\(address)/dataset/\(dataset).data.csv?\(parts.joined(separator: "&"))"
    }
}

/// A query of the Nomis API: page after page until all the rows are there that it says it has.
struct NomisWay: WaySteps {
    private let context: WayContext
    private let query: NomisQuery
    private var pages: NomisPages
    private var files: [FetchedFile] = []
    private var request: FetchRequest?
    private var bytes = 0

    init(_ context: WayContext, _ query: NomisQuery) {
        self.context = context
        self.query = query
        pages = NomisPages(name: context.name)
    }

    mutating func next(_ answer: FetchAnswer?) throws(Diagnostic) -> FetchStep {
        guard let answer, let request else { return try ask() }
        if try context.isUnchanged(answer, to: request) { return .unchanged }
        let page = try context.body(of: answer, as: .page)
        bytes += page.bytes
        guard bytes <= context.plan.mostBytes else {
            throw context.fault(
                "the pages together have more than the \(context.plan.mostBytes) bytes that the file may have",
                mend: "ask for fewer rows in the source's `query:`, or raise `most megabytes:` under `fetch:`"
            )
        }
        try pages.take(page.path)
        files.append(page)
        guard pages.isComplete else { return try ask() }
        // Validators of one page say nothing of the others.
        guard files.count > 1 else { return try context.whole(page, answer, url: request.url) }
        return try context.whole(joined(), answer, url: nil)
    }

    private mutating func ask() throws(Diagnostic) -> FetchStep {
        let request = try context.request(query.url(offset: pages.rows), isForFile: files.isEmpty)
        self.request = request
        return .ask(request)
    }

    /// The first page, and the rows of the others after it.
    private func joined() throws(Diagnostic) -> FetchedFile {
        var growing = try GrowingFile(in: Folder(opening: context.scratch))
        var buffer = [UInt8](repeating: 0, count: 1 << 17)
        for (page, file) in zip(pages.pages, files) {
            let input = try InputFile(path: file.path, name: context.name)
            var place = page.number == 1 ? 0 : page.rowsStart
            while case let got = try input.read(at: place, into: &buffer, place: 0, count: buffer.count),
                got > 0
            {
                try growing.append(buffer.span.extracting(first: got))
                place += got
            }
            if !page.endsWithLineEnd, page.number < files.count {
                let lineEnd = pages.lineEnd
                try growing.append(lineEnd.span)
            }
        }
        let scratch = context.scratch
        let name = Folder.temporaryName()
        let digest = try growing.finish { _ throws(Diagnostic) -> GrowingFilePlace? in
            GrowingFilePlace(try Folder(opening: scratch), name: name)
        }
        return FetchedFile(path: "\(scratch)/\(name)", sha256: digest.sha256, bytes: digest.bytes)
    }
}
