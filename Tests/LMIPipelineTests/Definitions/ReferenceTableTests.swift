import Testing

@testable import LMIPipeline

/// Lists of areas and codes that cannot be used.
struct ReferenceTableTests {
    private let hub: SmallHub

    init() throws { hub = try SmallHub() }

    @Test func `areas have their headings`() throws {
        #expect(
            try hub.refusal("areas.csv", "code,scheme", to: "Code,scheme") == """
                areas.csv:1: error: the heading "code" is missing
                  mend: the headings in the first row are: code,scheme,name,type,vintage,valid_from,valid_to,aliases,members,ours
                """)
    }

    @Test func `areas have no other headings`() throws {
        #expect(
            try hub.refusal("areas.csv", "members,ours", to: "members,ours,colour") == """
                areas.csv:1: error: "colour" is not a heading of such a list
                  mend: the headings in the first row are: code,scheme,name,type,vintage,valid_from,valid_to,aliases,members,ours
                """)
    }

    @Test func `a heading stands once`() throws {
        #expect(
            try hub.refusal("sic.csv", "code,label,level,parent", to: "code,label,level,level,parent") == """
                sic.csv:1: error: the heading "level" stands twice
                  mend: the headings in the first row are: code,label,level,parent
                """)
    }

    @Test func `an area stands once`() throws {
        #expect(
            try hub.refusal("areas.csv", "E07000195", to: "E06000021") == """
                areas.csv:3: error: the area code "E06000021" stands twice
                  mend: keep one of the two lines
                """)
    }

    @Test func `a member is an area of the list`() throws {
        #expect(
            try hub.refusal(
                "areas.csv", "Lyme,district,2023,2009-01-01,,,,yes",
                to: "Lyme,district,2023,2009-01-01,,,E06000022,yes") == """
                    areas.csv:3: error: the member "E06000022" of "Newcastle-under-Lyme" is not an area of this file
                      mend: add a line for "E06000022", or correct the member
                    """)
    }

    @Test func `a day is written year first`() throws {
        #expect(
            try hub.refusal("areas.csv", "Lyme,district,2023,2009-01-01", to: "Lyme,district,2023,1/1/2009")
                == """
                areas.csv:3:6 (valid_from): error: "1/1/2009" is not a day written like 2009-04-01
                  mend: correct the cell
                """)
    }

    @Test func `whether an area is ours is one of three words`() throws {
        #expect(
            try hub.refusal(
                "areas.csv", "Lyme,district,2023,2009-01-01,,,,yes",
                to: "Lyme,district,2023,2009-01-01,,,,maybe") == """
                    areas.csv:3:10 (ours): error: "maybe" is not yes, compare or no
                      mend: correct the cell
                    """)
    }

    @Test func `a scheme of codes is one of a few`() throws {
        #expect(
            try hub.refusal("areas.csv", "E07000195,gss", to: "E07000195,ons") == """
                areas.csv:3:2 (scheme): error: "ons" is not one of gss, hub, nuts, itl, nomis
                  mend: correct the cell
                """)
    }

    @Test func `a code list has its headings`() throws {
        #expect(
            try hub.refusal("sic.csv", "code,label,level,parent", to: "code,label,level") == """
                sic.csv:1: error: the heading "parent" is missing
                  mend: the headings in the first row are: code,label,level,parent
                """)
    }

    @Test func `a code stands once`() throws {
        #expect(
            try hub.refusal("sic.csv", "24,Metals", to: "23,Metals") == """
                sic.csv:7: error: the code "23" stands twice in the list of SIC 2007
                  mend: keep one of the two lines
                """)
    }

    @Test func `a parent is a code of the list`() throws {
        #expect(
            try hub.refusal("sic.csv", "24,Metals,division,C", to: "24,Metals,division,D") == """
                sic.csv:7: error: the parent "D" of "24" is not in the list of SIC 2007
                  mend: add a line for "D", or correct the parent
                """)
    }
}
