import Foundation
import LMITestSupport
import Testing

/// `lmi fetch`, without anybody to ask.
struct FetchCommandTests {
    @Test func `the requests of a source are shown, and nothing is written`() throws {
        try Desk.withSamples { desk in
            let result = try desk.lmi("fetch", "--dry-run", "vacancies", "neet", "hub-members")
            #expect(result.errors == "")
            #expect(result.status == 0)
            #expect(
                result.output == """
                    neet: What 16 and 17-year-olds do, by local authority
                      GET https://api.education.gov.uk/statistics/v1/publications?search=Participation%20in%20education,%20training%20and%20NEET%20age%2016%20to%2017%20by%20local%20authority&page=1&pageSize=20
                      then the data sets of the publication "Participation in education, training and NEET age 16 to 17 by local authority"
                      then the newest version of the data set "Participation and NEET by local authority", as CSV
                    vacancies: Vacancies in the United Kingdom
                      GET https://www.ons.gov.uk/generator?format=csv&uri=/employmentandlabourmarket/peopleinwork/employmentandemployeetypes/timeseries/ap2y/lms
                    hub-members: Schools and colleges that work with the hub
                      no request: the hub's own file .lmi/own/hub/members.csv

                    """)
            #expect(!FileManager.default.fileExists(atPath: desk.folder.appending(path: ".lmi").path))
        }
    }

    @Test func `the hub's own file is kept without asking anybody`() throws {
        try Desk.withSamples { desk in
            let missing = try desk.lmi("fetch", "hub-members")
            #expect(missing.output == "hub-members: failed\n")
            #expect(
                missing.errors == """
                    hub/members.csv: error: this is the hub's own file, and it is not among its own files
                      mend: put it there as .lmi/own/hub/members.csv

                    """)
            #expect(missing.status == 10)
            let members = try desk.folder.text(of: "SampleInputs/hub/members.csv")
            try desk.folder.write(members, to: ".lmi/own/hub/members.csv")
            let result = try desk.lmi("fetch", "hub-members")
            #expect(result.errors == "")
            #expect(result.output.hasPrefix("hub-members: the hub's own file, 2167 bytes, first had on 2"))
            #expect(result.status == 0)
        }
    }

    @Test func `a source that is none is not fetched`() throws {
        try Desk.withSamples { desk in
            let result = try desk.lmi("fetch", "vacancy")
            #expect(
                result.errors.hasPrefix(
                    "error: \"vacancy\" is not a source of this pipeline\n  mend: did you mean vacancies? "))
            #expect(result.status == 12)
        }
    }

    @Test func `options of fetching go together, and with nothing else`() throws {
        try Desk.withSamples { desk in
            let alone = try desk.lmi("fetch", "--stand-in", "8443")
            #expect(alone.errors.contains("--stand-in and --stand-in-authority go together."))
            #expect(alone.status == 64)
            let offline = try desk.lmi("run", "--offline", "--secrets", "keys")
            #expect(
                offline.errors.contains(
                    "--secrets and --stand-in go with fetching, and nothing is fetched with --inputs or --offline."
                ))
            #expect(offline.status == 64)
        }
    }
}
