import Foundation
import LMILoad
import LMIModel
import LMITestSupport

@testable import LMIPipeline

/// Nights of the small hub, and what is decided about them by day.
extension SmallNight {
    /// Publishes new figures of the claimants.
    @discardableResult
    func publish(_ claimants: Int, day: Int) throws -> String {
        try inputs.write(SmallNight.claimants.replacing("8220", with: "\(claimants)"), to: "claimants.csv")
        try originate("claimants.csv", .live, retrieved: "2026-11-\(day)T01:00:00Z")
        let ending = try run(day: day)
        guard ending.status == .success else { throw Unexpected(what: ending.errors) }
        return try generation()
    }

    struct Unexpected: Error { let what: String }

    func keeper(_ day: Int = 25) -> Keeper {
        Keeper(output: output.path, state: state.path, now: "2026-11-\(day)T09:00:00Z")
    }

    /// Does `work` and returns how it ended and what it said.
    func ending(_ work: (inout Console) -> LMIPipeline.ExitStatus) -> Ending {
        var console = Console.collecting()
        let status = work(&console)
        func text(_ bytes: [UInt8]?) -> String {
            String(decoding: bytes ?? [], as: UTF8.self).replacing(hub.folder.path, with: "")
        }
        return Ending(
            status: status, output: text(console.collected?.output), errors: text(console.collected?.errors))
    }

    func rollback(_ generation: String? = nil, because: String = "wrong figures", day: Int = 25) -> Ending {
        ending { keeper(day).rollback(to: generation, because: because, &$0) }
    }

    func asOf(_ date: String, day: Int = 25) -> Ending {
        ending { Pipeline(workplace(day)).run(asOf: date, &$0) }
    }

    func verifyAll() -> Ending {
        ending { Verification(output: output.path, state: state.path).run(all: true, &$0) }
    }

    var ledger: Ledger {
        get throws { try Ledger.read(state: state.path) }
    }

    func serial() throws -> Int { try json("latest.json")["serial"] as? Int ?? 0 }

    func generations() throws -> [String] { try GenerationStore(output: output.path).names() }
}
