// swift-tools-version: 6.2
import PackageDescription

// A package of its own: nothing of the project is built with libFuzzer unless `make fuzz` asks for it.
let package = Package(
    name: "fuzz",
    dependencies: [.package(name: "lmi", path: "../..")],
    targets: [
        .systemLibrary(name: "CLibFuzzer"),
        .executableTarget(
            name: "fuzz", dependencies: ["CLibFuzzer", .product(name: "LMIParts", package: "lmi")],
            swiftSettings: [
                .swiftLanguageMode(.v6),
                .strictMemorySafety(),
                .treatAllWarnings(as: .error),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
            ],
            // libFuzzer is C++
            linkerSettings: [.linkedLibrary("stdc++")]),
    ]
)
