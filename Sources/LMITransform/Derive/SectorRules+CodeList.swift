public import LMIModel

extension SectorRules {
    /// The name of the classification that the sectors of `view` are codes of. The two views are two
    /// classifications: a sector's industries may differ between them though its id is the same.
    public static func classification(of view: View) -> Classification {
        Classification("hub sectors, \(view.rawValue)")
    }

    /// The sectors of `view` as codes with their names.
    ///
    /// - Throws: ``Diagnostic`` when two sectors of the view have one id.
    public func codeList(of view: View) throws(Diagnostic) -> CodeList {
        var seen: Set<String> = []
        for sector in sectors(of: view) {
            guard seen.insert(sector.id).inserted else {
                throw Diagnostic(
                    .error, .configuration, at: .file(file),
                    "the sector \(sector.id.quoted) stands twice in the \(view.rawValue) view",
                    mend: "join the two, or give one of them an id of its own")
            }
        }
        return try CodeList(
            Self.classification(of: view), file: file,
            entries: sectors(of: view).map { CodeList.Entry(code: $0.id, label: $0.name) })
    }
}
