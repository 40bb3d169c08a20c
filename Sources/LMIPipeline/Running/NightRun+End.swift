internal import LMIExtract
internal import LMIFiles
internal import LMILoad
internal import LMIModel

/// The end of a run: what it came to, the last words, and what is kept of it.
extension NightRun {
    mutating func conclude(_ console: inout Console) {
        let stops = (night?.stops ?? []) + faults
        if let signal = place.interruption.signal, outcome == nil {
            status = .interrupted(signal: signal)
        } else {
            if night?.isDegraded == true || isHeld || !damages.isEmpty { status = .degraded }
            for stop in stops { status = max(status, ExitStatus(stop.fault)) }
        }
        judgeAge(&console)
        do throws(Diagnostic) {
            if status == .success { try remember() }
        } catch {
            note(unwritten: error, &console)
        }
        let record = RunRecord(self, stops: stops, ended: ended)
        self.record = record
        do throws(Diagnostic) {
            try record.write(into: place.state)
        } catch {
            // Readers see what they see all the same, so that is told below.
            note(unwritten: error, &console)
            self.record?.exit = status.code
        }
        tellEnd(&console, isStopped: !stops.isEmpty)
    }

    /// Tells once of what the run could not write, which makes it no better than that.
    mutating func note(unwritten fault: Diagnostic, _ console: inout Console) {
        status = max(status, ExitStatus(fault.fault))
        guard !faults.contains(fault), !unwritten.contains(fault) else { return }
        unwritten.append(fault)
        console.tell("\(fault)")
    }

    /// When the run ended: counted from its beginning by a clock that nobody sets.
    private var ended: String {
        let seconds = Int((ContinuousClock.now - began).components.seconds)
        return Moment(place.now).map { "\($0.later(bySeconds: seconds))" } ?? place.now
    }

    /// What is known of every source now; and says of which nothing new has come for too long.
    private mutating func judgeAge(_ console: inout Console) {
        let known = Dictionary(
            (earlier?.standings ?? []).map { ($0.id, $0) } + standings.map { ($0.id, $0) },
            uniquingKeysWith: { $1 })
        guard let night else {
            standings = earlier?.standings ?? []
            return
        }
        standings = night.pipeline.sources.map { use in
            let before = known[use.definition.id]
            switch gathered[use.definition.id] {
            case .success(let bytes)?:
                let snapshot = night.readings[use.definition.id]?.snapshot ?? bytes.snapshot
                var standing = SourceStanding(use, snapshot, checked: place.now, before: before)
                if let fault = night.failures[use.definition.id] { standing.note(fault) }
                return standing
            case .failure(let fault)?:
                var standing = before ?? SourceStanding(use)
                if !place.interruption.hasCome { standing.note(fault) }
                return standing
            case nil: return before ?? SourceStanding(use)
            }
        }
        for number in standings.indices {
            let standing = standings[number]
            guard gathered[standing.id] != nil, standing.fault == nil else { continue }
            if let old = standing.tooOld(at: place.now) {
                status = max(status, .degraded)
                console.tell("\(old)")
            } else if let late = standing.overdue(on: place.today) {
                let told = lastTold(of: standing)
                if told == nil { console.tell("\(late)") }
                standings[number].overdueTold = told ?? place.now
            }
        }
    }

    /// When it was told that a source is overdue, unless it is to be told again: when another edition is, and once a week. A
    /// mail every night about a publisher who is late is soon a mail that nobody reads.
    private func lastTold(of standing: SourceStanding) -> String? {
        // Whoever runs dry is there to look.
        guard !isDryRun, let before = earlier?.standings.first(where: { $0.id == standing.id }),
            before.due == standing.due, let told = before.overdueTold
        else { return nil }
        return told.prefix(10) > place.now(plusDays: -7).prefix(10) ? told : nil
    }

    /// Remembers a whole run, so that the same need not be made twice.
    private func remember() throws(Diagnostic) {
        // Where no table was made, no byte of what is served was read either.
        guard asked.isEmpty, !isDryRun, outcome != nil, let night, !night.entries.isEmpty,
            let key = try key(night.pipeline), let latest = try store.latest()
        else { return }
        var snapshots: [String: String] = [:]
        for case .success(let gathered) in gathered.values {
            snapshots[gathered.snapshot.sha256] = gathered.bytes.stamp
        }
        try LastRun(
            key: key, generation: latest.generation, stamp: store.stamp(of: latest), verified: place.now,
            snapshots: snapshots, standings: standings
        ).write(state: place.state)
    }

    /// The last words: what readers see now.
    private func tellEnd(_ console: inout Console, isStopped: Bool) {
        guard let night else { return }
        night.tellCarried(&console)
        let serving =
            before.map { "readers still see \($0.generation), serial \($0.serial)" }
            ?? "nothing has been published yet"
        switch outcome {
        case .published(let id, let serial)?:
            let kind = night.isOfSamples ? " SAMPLE figures, not for use." : ""
            console.say("Published \(night.counted) as generation \(id), serial \(serial).\(kind)")
            console.say(
                "Look at \(place.output)/generations/\(id)/index.json, or the tables in its folder data/.")
        case .unchanged(let id)?:
            console.say("Nothing has changed since generation \(id); nothing was written.")
        case nil:
            if case .interrupted(let signal) = status {
                let name = Interruption.name(of: signal)
                console.tell("interrupted by \(name): nothing was published; \(serving)")
            } else if isDryRun, !isStopped {
                console.say("A dry run: \(night.counted) made, nothing published; \(serving).")
            } else {
                console.tell("Not published: \(serving).")
            }
        }
    }
}

extension SourceStanding {
    fileprivate mutating func note(_ fault: Diagnostic) {
        self.fault = "\(fault)"
        reason = ExitStatus(fault.fault).meaning
    }
}
