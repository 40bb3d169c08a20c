public import LMIModel

extension Register {
    /// The register without the records that do not hold on a day: where nothing says from when a record
    /// holds, it does not.
    public func holding(on day: Day) -> Register {
        guard let validity, let from = place(of: validity.from), let until = place(of: validity.until) else {
            return self
        }
        var rest = self
        rest.records = []
        for record in records {
            guard let rule = rule(record.values[from], record.values[until], validity, day) else {
                rest.records.append(record)
                continue
            }
            rest.leftOut.append(.init(key: key(of: record), rule: rule, cell: record.cell))
        }
        return rest
    }

    private func rule(
        _ from: RegisterValue, _ until: RegisterValue, _ validity: Validity, _ day: Day
    ) -> String? {
        guard case .date(let first) = from, first <= day else { return "valid from \(validity.from)" }
        guard case .date(let last) = until, last >= day else { return "valid until \(validity.until)" }
        return nil
    }
}
