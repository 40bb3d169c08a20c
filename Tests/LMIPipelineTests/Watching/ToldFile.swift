import Foundation
import LMITestSupport

/// A program that is told.
extension SmallNight {
    /// Lets a program be told that adds what it is told to the file `told`, and its environment to others.
    func tellFile() throws {
        let program = hub.folder.appending(path: "tell")
        let told = hub.folder.path
        try """
        #!/bin/sh
        echo "$LMI_EXIT $LMI_STATE" >> '\(told)/environment'
        env | cut -d= -f1 | sort > '\(told)/names'
        cat >> '\(told)/told'
        """.write(to: program, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
        alert = program.path
    }

    /// All that was told.
    func wholeTold() -> String {
        ((try? hub.folder.text(of: "told")) ?? "").replacing(hub.folder.path, with: "")
    }

    /// The first lines of what was told.
    func told() -> [String] {
        wholeTold().split(separator: "\n").map(String.init).filter { $0.hasPrefix("lmi hub: ") }
    }
}
