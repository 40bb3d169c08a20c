import LMITestSupport
import Testing

/// What a draft says of files that are easily misread, and what check says of it once it is filled in.
struct DraftTests {
    /// The draft of a file with these lines, and the answer to checking it with every gap filled.
    private func draft(_ lines: [String]) throws -> (text: String, check: ProgramResult) {
        var answer: (String, ProgramResult)?
        try Desk.withSamples { desk in
            try desk.folder.write(lines.joined(separator: "\n") + "\n", to: "SampleInputs/figures.csv")
            let text = try desk.lmi("inspect", "SampleInputs/figures.csv", "--draft").output
                .replacing(/"FILL IN: the code of the area"/, with: "E06000021")
                .replacing(/"FILL IN[^"]*"/, with: "said")
            try desk.folder.write(text, to: "draft.yml")
            answer = (text, try desk.lmi("check", "--definition", "draft.yml", "--inputs", "SampleInputs"))
        }
        return try #require(answer)
    }

    @Test func `check refuses a draft by which two figures say the same`() throws {
        let (_, check) = try draft([
            "Men", "Area,2019,2020", "Stafford,10,3", "Tamworth,15,4", "", "Women", "Area,2019,2020",
            "Stafford,11,4", "Tamworth,16,5",
        ])
        #expect(
            check.errors == """
                figures.csv:8:2 (2019): error: the source "figures" has "figures" twice for Stafford, 2019 (the other stands at figures.csv:3:2 (2019))
                  mend: if the publisher's file has the row twice, ask the publisher; else name what tells the two apart under `broken down by:`, or leave one out under `drop:`

                """)
        #expect(check.status == 11)
    }

    @Test func `rows of figures with a cell too many are no notes below the table`() throws {
        let (text, check) = try draft([
            "Area,Year,Jobs", "Stafford,2019,900", "Stafford,2020,950", "Tamworth,2019,800",
            "Tamworth,2020,1,200",
        ])
        #expect(!text.contains("ends:"))
        #expect(!text.contains("below:"))
        #expect(check.errors.hasPrefix("figures.csv:5: error: the row has 4 cells, the heading row has 3;"))
        #expect(check.status == 11)
    }

    @Test func `a note that begins like a row of the table does not end it`() throws {
        let (text, _) = try draft([
            "Area,2019,2020", "Stafford,900,910", "Tamworth,950,960", "Lichfield,800,810", "Stafford",
        ])
        #expect(!text.contains("ends:"))
    }

    @Test func `a year whose figures are written strangely is not left out`() throws {
        let (text, check) = try draft([
            "Area,2019,2020", "Stafford,10,(3)", "Tamworth,15,4", "Lichfield,20,5",
        ])
        #expect(text.contains("    of: [\"2019\", \"2020\"] "))
        #expect(
            check.errors == """
                figures.csv:2:3 (2020): error: "(3)" is not a number or a marker that the definition explains
                  mend: look at the cell: if all numbers are written so, correct `numbers:` under `cells:` in draft.yml; if only this one is, ask the publisher

                """)
    }

    @Test func `a single number below zero, said again and again, is drafted as a mark`() throws {
        let (text, check) = try draft([
            "Area,2018,2019,2020", "Stafford,10,-1,4", "Tamworth,-1,4,5", "Lichfield,20,-1,6",
        ])
        #expect(
            text.contains(
                "\n    \"-1\": not_available                     # guess: 3 times, first in row 2, and no other number is below zero; if it is a figure, write `negative: yes` instead\n"
            ))
        #expect(!text.contains("negative: yes  "))
        #expect(check.output.contains("\n    6 published\n    3 withheld: not_available (\"-1\" 3)\n"))
    }

    @Test func `numbers with percent signs are percentages, and do not add up`() throws {
        let (text, _) = try draft(["Area,2019,2020", "Stafford,3%,4%", "Tamworth,5%,6%"])
        #expect(text.contains("unit: percent, rounding: none, adds: no}"))
    }

    @Test func `a column of measures makes figures of the rows, though nothing says when they were`() throws {
        let (text, check) = try draft([
            "Area code,Area,Sex,Measure,Value", "E07000197,Stafford,Male,Count,50",
            "E07000197,Stafford,Female,Count,60", "E07000197,Stafford,Male,Rate,3.5",
            "E07000197,Stafford,Female,Rate,4.5", "E07000199,Tamworth,Male,Count,70",
            "E07000199,Tamworth,Female,Count,80", "E07000199,Tamworth,Male,Rate,5.5",
            "E07000199,Tamworth,Female,Rate,6.5",
        ])
        #expect(!text.contains("register:"))
        #expect(text.contains("    from: [measure]\n"))
        #expect(check.status == 12)
    }

    @Test func `the day of the next release is not the period of the figures`() throws {
        let (text, _) = try draft([
            "Title,Vacancies", "Next release,17 November 2026", "2019,10", "2020,11", "2019 Q1,12",
            "2019 Q2,13",
        ])
        #expect(!text.contains("heading says: period"))
        #expect(text.contains("  period: {as: year, is: said, because: said}\n"))
    }

    @Test func `columns that may name persons are kept out of a register's draft`() throws {
        let (text, check) = try draft([
            "URN,School,Last name,Email", "1,North,Butterwickham,h@example.org",
            "2,South,Ploverdale,p@example.org",
        ])
        #expect(text.contains("\n  kept out: [last_name, email] "))
        #expect(check.output.contains("    urn \"1\"") || check.output.contains("    urn 1"))
        #expect(!check.output.contains("Butterwickham"))
        #expect(check.status == 0)
    }

    @Test(arguments: [
        (
            "PK\u{3}\u{4}", "a workbook (.xlsx, .ods) or another zip file, not text",
            "open it, save the sheet with the figures as CSV, and name that file; or see whether the publisher has a CSV"
        ),
        (
            "%PDF-1.4\n", "a PDF, which lmi does not read",
            "see whether the publisher has the figures as CSV or on a page"
        ),
    ])
    func `a file that is no text is named as what it is`(_ start: String, _ words: String, _ mend: String)
        throws
    {
        try Desk.withSamples { desk in
            try desk.folder.write(start, to: "figures.csv")
            let result = try desk.lmi("inspect", "figures.csv")
            #expect(result.errors == "figures.csv: error: the file is \(words)\n  mend: \(mend)\n")
            #expect(result.output == "")
            #expect(result.status == 11)
        }
    }
}
