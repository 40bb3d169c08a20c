import Testing

@testable import LMIPipeline

/// Sectors that do not cut the economy cleanly.
struct SectorFaultTests {
    private let hub: SmallHub

    init() throws { hub = try SmallHub() }

    @Test func `an industry in two groups of the partition is refused`() throws {
        #expect(
            try hub.refusal(
                "sectors.yml", "      - {sic: \"A\"}\n", to: "      - {sic: \"A\"}\n      - {sic: \"23\"}\n")
                    == """
                    sectors.yml:22:15: error: every industry of SIC 2007 must be in exactly one sector, but 1 is in two: 23 in "farming" (sectors.yml:16:15) and "making" (sectors.yml:22:15)
                      mend: take each industry out of all sectors but one, and put the others into one
                    """)
    }

    @Test func `an industry in no group of the partition is refused`() throws {
        #expect(
            try hub.refusal("sectors.yml", "      - {sic: \"24\"}\n", to: "") == """
                sectors.yml:15:15: error: every industry of SIC 2007 must be in exactly one sector, but 1 is in none: 24
                  mend: take each industry out of all sectors but one, and put the others into one
                """)
    }

    @Test func `an overlap and a gap are told together`() throws {
        #expect(
            try hub.refusal("sectors.yml", #""A""#, to: #""C""#) == """
                sectors.yml:21:15: error: every industry of SIC 2007 must be in exactly one sector, but 2 are in two: 23 in "farming" (sectors.yml:15:15) and "making" (sectors.yml:21:15), 24 in "farming" (sectors.yml:15:15) and "making" (sectors.yml:22:15); and 1 is in none: 01
                  mend: take each industry out of all sectors but one, and put the others into one
                """)
    }

    @Test func `a prefix that begins no code is refused with the nearest`() throws {
        #expect(
            try hub.refusal("sectors.yml", #""24""#, to: #""25""#) == """
                sectors.yml:22:15: error: the sector "making" names "25", which begins no code of SIC 2007
                  mend: the nearest is "23" (Ceramics); correct the code on this line, or add it to sic.csv
                """)
    }

    @Test func `half an industry cannot be taken in`() throws {
        #expect(
            try hub.refusal("sectors.yml", #"{sic: "24"}"#, to: #"{sic: "24", weight: 0.5}"#) == """
                sectors.yml:22:15: error: the weight "0.5" of "24" in the sector "making" is neither 0 nor 1: a part of an industry cannot be taken in
                  mend: write 1 to take the industry in whole, 0 to leave it out, or name finer codes
                """)
    }

    @Test func `a weight is a number`() throws {
        #expect(
            try hub.refusal("sectors.yml", #"{sic: "24"}"#, to: #"{sic: "24", weight: half}"#) == """
                sectors.yml:22:29: error: the weight "half" is not a number
                  mend: write `weight: 0` or take the key away
                """)
    }
}
