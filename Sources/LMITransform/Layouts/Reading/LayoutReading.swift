public import LMIModel

/// The observations of a source and how its cells were accounted for.
public struct LayoutReading: Sendable {
    public var observations: [Observation]
    public var report: LayoutReport
    /// What could not be read, where the reading went on after a fault.
    public var faults: FaultTally

    public init(
        observations: [Observation] = [], report: LayoutReport = LayoutReport(),
        faults: FaultTally = FaultTally()
    ) {
        self.observations = observations
        self.report = report
        self.faults = faults
    }
}
