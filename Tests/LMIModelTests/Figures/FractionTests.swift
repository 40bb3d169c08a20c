import LMIModel
import Testing

struct FractionTests {
    @Test(arguments: [
        (5, 2, "3"), (-5, 2, "-3"), (7, 3, "2"), (-7, 3, "-2"), (8, 3, "3"), (-8, 3, "-3"), (1, 2, "1"),
        (-1, 2, "-1"),
        (49, 100, "0"), (0, 7, "0"),
    ])
    func `a half is rounded away from zero, on either side`(numerator: Int, denominator: Int, text: String)
        throws
    {
        let ratio = Fraction(Int128(numerator), over: Int128(denominator))
        #expect(try ratio.rounded(to: 0).description == text)
    }

    @Test(arguments: [
        (1, "0.33", "0.34"), (-1, "-0.34", "-0.33"), (3, "1.00", "1.00"), (-3, "-1.00", "-1.00"),
    ])
    func `lower bounds are rounded down and upper bounds up`(thirds: Int, down: String, up: String) throws {
        let ratio = Fraction(Int128(thirds), over: 3)
        #expect(try ratio.rounded(to: 2, .down).description == down)
        #expect(try ratio.rounded(to: 2, .up).description == up)
    }

    @Test func `3 of 100 and 9 of 900 together are 1.2 %, not 2.0 %`() throws {
        let people = try Fraction(3).adding(Fraction(9))
        let share = try #require(try people.divided(by: Fraction(100).adding(Fraction(900))))
        #expect(try share.multiplied(by: Fraction(100)).rounded(to: 1).description == "1.2")
    }

    @Test func `thirds add up to one exactly`() throws {
        let third = Fraction(1, over: 3)
        #expect(try third.adding(third).adding(third) == Fraction(1))
        #expect(try third.subtracting(third).isZero)
        #expect(Set([Fraction(2, over: 6), third]).count == 1)
    }

    @Test func `nothing is divided by zero`() throws {
        #expect(try Fraction(5).divided(by: .zero) == nil)
        #expect(try Fraction(5).divided(by: Fraction(-2)) == Fraction(-5, over: 2))
    }

    @Test func `fractions too long to multiply across are compared all the same`() {
        let great = Fraction(.max, over: .max - 1)
        let less = Fraction(.max - 1, over: .max - 2)
        #expect(great < less)
        #expect(great.negated > less.negated)
        #expect(Fraction(-1, over: 2) < Fraction(1, over: 3))
        #expect(Fraction(-1, over: 3) > Fraction(-1, over: 2))
    }

    @Test func `what 128 bits cannot hold is refused, not wrapped`() {
        #expect(throws: Fraction.Overflow.self) { try Fraction(.max).adding(Fraction(1)) }
        #expect(throws: Fraction.Overflow.self) { try Fraction(-.max).subtracting(Fraction(1)) }
        #expect(throws: Fraction.Overflow.self) { try Fraction(.max).multiplied(by: Fraction(2)) }
        #expect(throws: Fraction.Overflow.self) { try Fraction(Int128(Int64.max) + 1).rounded(to: 0) }
        #expect(throws: Fraction.Overflow.self) { try Fraction(.max).rounded(to: 2) }
    }
}
