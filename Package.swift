// swift-tools-version: 6.2
import PackageDescription

let rules: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "lmi",
    products: [
        .executable(name: "lmi", targets: ["lmi"]),
        // For Tests/Fuzz, which is a package of its own
        .library(name: "LMIParts", targets: ["LMIModel", "LMIExtract", "LMITransform", "LMIPipeline"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
    ],
    targets: [
        // C libraries: each is imported by one Swift file
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        // Linux's own calls, which need no library
        .systemLibrary(name: "CSandbox"),

        // The nouns, and bytes on disk
        .target(name: "LMIModel", swiftSettings: rules),
        .target(name: "LMIFiles", dependencies: ["LMIModel", "CCrypto"], swiftSettings: rules),

        // The stages: none imports another
        .target(
            name: "LMIExtract", dependencies: ["LMIModel", "LMIFiles", "CCurl", "CLibXML2", "CSandbox"],
            swiftSettings: rules),
        .target(name: "LMITransform", dependencies: ["LMIModel"], swiftSettings: rules),
        .target(name: "LMILoad", dependencies: ["LMIModel", "LMIFiles", "CZlib"], swiftSettings: rules),

        // The order of the stages, and the command line
        .target(
            name: "LMIPipeline",
            dependencies: ["LMIModel", "LMIFiles", "LMIExtract", "LMITransform", "LMILoad", "CYAML"],
            swiftSettings: rules),
        .executableTarget(
            name: "lmi",
            dependencies: [
                "LMIPipeline", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: rules),

        // Tests stand one to one
        .target(
            name: "LMITestSupport", dependencies: ["LMIModel"], path: "Tests/LMITestSupport",
            swiftSettings: rules),
        .testTarget(
            name: "LMIModelTests", dependencies: ["LMIModel", "LMITestSupport"], swiftSettings: rules),
        .testTarget(
            name: "LMIFilesTests", dependencies: ["LMIFiles", "LMIModel", "LMITestSupport"],
            swiftSettings: rules),
        .testTarget(
            name: "LMIExtractTests", dependencies: ["LMIExtract", "LMIFiles", "LMIModel", "LMITestSupport"],
            exclude: ["Support"], swiftSettings: rules),
        .testTarget(
            name: "LMITransformTests", dependencies: ["LMITransform", "LMIModel", "LMITestSupport"],
            swiftSettings: rules),
        .testTarget(
            name: "LMILoadTests", dependencies: ["LMILoad", "LMIFiles", "LMIModel", "LMITestSupport"],
            swiftSettings: rules),
        .testTarget(
            name: "LMIPipelineTests",
            dependencies: [
                "LMIPipeline", "LMIExtract", "LMITransform", "LMILoad", "LMIFiles", "LMIModel",
                "LMITestSupport",
            ],
            swiftSettings: rules),
        .testTarget(
            name: "lmiTests", dependencies: ["lmi", "LMITestSupport"],
            exclude: ["Help/Golden", "Inspection/Golden", "Operations/Golden"], swiftSettings: rules),
    ]
)
