internal import LMIExtract

/// The program as the child that parses one page: see ``Workplace/pagesInChild``.
public enum PageChildRun {
    /// Parses the page on standard input, and ends the process.
    public static func start() -> Never { PageChild.run() }

    /// Does what a parser must not, to be seen stopped; ends the process.
    ///
    /// - Parameter name: One of ``failings``; of another name nothing is done and false comes back.
    public static func start(failing name: String) -> Bool {
        guard let mischief = PageChild.Mischief(rawValue: name) else { return false }
        PageChild.run(mischief)
    }

    /// What can be asked of ``start(failing:)``.
    public static let failings = PageChild.Mischief.allCases.map(\.rawValue)
}
