import Foundation
import LMIModel
import Testing

@testable import LMITransform

/// The rollup against a second computation with decimals, on made-up rows.
struct RollupDifferentialTests {
    /// Makes rows as JSON lines and, in a last line, the sums that decimals give.
    private static let script = """
        import json, random
        from decimal import Decimal
        r = random.Random(3)
        walk = {f"{c:03d}": [[s, w] for s, w in zip(r.sample("ABCDE", 3), r.choice([[1000], [750, 250], [500, 300, 200], []]))] for c in range(80)}
        sums = {}
        for _ in range(4000):
            key = [str(r.randint(2009, 2016)), r.choice(["Stoke-on-Trent", "Newcastle-under-Lyme", "Newcastle-under-Lyne", "a \\"b\\""]), r.choice("xyz")]
            code = f"{r.randint(0, 85):03d}"
            value = r.choice(["*", "", "0", str(r.randint(-999, 99999)), f"{r.uniform(-5, 5):.3f}", f"{r.uniform(0, 50):.1f}"])
            print(json.dumps(key + [code, value]))
            if key[2] == "z": continue
            for sector, weight in walk.get(code, []):
                cell = sums.setdefault((key[0], sector, key[1]), [None, 0, 0])
                cell[1] += 1
                if value in ("*", ""): cell[2] += 1
                else: cell[0] = (cell[0] or 0) + Decimal(value) * weight / 1000
        print(json.dumps(walk))
        rows = sorted((tuple(p.encode() for p in k), k, v) for k, v in sums.items())
        print(json.dumps([[*k, "" if v[0] is None else f"{v[0]:.6f}".replace("-0.000000", "0.000000"), str(v[1]), str(v[2])] for _, k, v in rows]))
        """

    @Test func `the sums are those of decimal arithmetic`() throws {
        let python = Process()
        let pipe = Pipe()
        python.executableURL = URL(filePath: "/usr/bin/env")
        python.arguments = ["python3", "-c", Self.script]
        python.standardOutput = pipe
        try python.run()
        let output = try #require(try pipe.fileHandleForReading.readToEnd())
        python.waitUntilExit()
        let lines = output.split(separator: 0x0A).map { Data($0) }
        let decoder = JSONDecoder()
        let rows = try lines.dropLast(2).map { try decoder.decode([String].self, from: $0) }
        let expected = try decoder.decode([[String]].self, from: try #require(lines.last))
        let walk = try #require(
            try JSONSerialization.jsonObject(with: lines[lines.count - 2]) as? [String: [[Any]]])
        let targets = try walk.mapValues { list in
            try list.map { pair in
                RollupCrosswalk.Target(
                    text: try #require(pair[0] as? String),
                    thousandths: try #require((pair[1] as? NSNumber)?.intValue))
            }
        }
        let plan = RollupPlan(
            keep: [.init(column: "sex", texts: ["x", "y"])],
            groupBy: [
                .init(name: "year", column: "year"),
                .init(
                    name: "sector", column: "code",
                    crosswalk: RollupCrosswalk(targets: targets, unmapped: .drop)),
                .init(name: "area", column: "area"),
            ],
            value: "value", insteadOfANumber: ["*": .suppressedDisclosure, "": .missing], decimals: 3)
        let table = GivenTable(headings: ["year", "area", "sex", "code", "value"], rows: rows)
        let result = try table.rollUp(plan, rowsAtATime: 300, copies: 3)
        #expect(expected.count > 100)
        #expect(
            (0..<result.count).map { row in
                let row = result[row]
                return row.key + [row.total?.description ?? "", String(row.rows), String(row.suppressed)]
            } == expected)
    }
}
