// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableExperimentalFeature("Lifetimes"),
  .treatAllWarnings(as: .error),
]

/// What only the `standings` executable needs is fetched and built under this trait alone.
let server: TargetDependencyCondition? = .when(traits: ["Server"])

/// A module of the product together with its tests.
func module(
  _ name: String, on floors: [Target.Dependency] = [], resources: [Resource] = []
) -> [Target] {
  [
    .target(
      name: name, dependencies: floors, resources: resources, swiftSettings: strict),
    .testTarget(
      name: "\(name)Tests", dependencies: [.target(name: name), "TestSupport"] + floors,
      swiftSettings: strict),
  ]
}

/// An executable that runs as a function, together with its tests.
func function(_ name: String, on floors: [Target.Dependency]) -> [Target] {
  [
    .executableTarget(name: name, dependencies: floors, swiftSettings: strict),
    .testTarget(
      name: "\(name)-tests", dependencies: [.target(name: name), "TestSupport"] + floors,
      swiftSettings: strict),
  ]
}

/// A C library of the system: a module map and a shim, nothing else.
func library(_ name: String, pkgConfig: String, apt: String, brew: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt]), .brew([brew])])
}

let package = Package(
  name: "standings",
  platforms: [.macOS("26.0")],
  products: [
    .executable(name: "standings", targets: ["standings"]),
    .executable(name: "ingest-players", targets: ["ingest-players"]),
    .executable(name: "leaderboard-api", targets: ["leaderboard-api"]),
  ],
  traits: [
    .trait(name: "Server", description: "The command line and the local server."),
    .default(enabledTraits: ["Server"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .systemLibrary(name: "CAllocator"),
    .systemLibrary(name: "CByteMasks"),
    .systemLibrary(name: "CLinux"),
    .systemLibrary(name: "CShortHashes"),
    library("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev", brew: "zlib"),
    library("CZstd", pkgConfig: "libzstd", apt: "libzstd-dev", brew: "zstd"),
    library("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev", brew: "curl"),
    library("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev", brew: "openssl@3"),
  ]
    + module("Bytes")
    + module("Caching")
    + module("JSON")
    + module("HTTP", on: ["Bytes", "CCurl"])
    + module("Hashing", on: ["CCrypto", "CShortHashes"])
    + module("Compression", on: ["Bytes", "CZlib", "CZstd"])
    + module("Rankings", on: ["JSON"])
    + module("Machine", on: ["CAllocator", "Rankings"])
    + module("DataLake", on: ["Bytes", "CLinux", "Rankings"])
    + module("Parquet", on: ["Bytes", "Compression"])
    + module("Intake", on: ["Bytes", "CByteMasks", "Compression", "JSON", "Rankings"])
    + module(
      "Ingestion",
      on: ["Bytes", "DataLake", "Hashing", "Intake", "JSON", "Parquet", "Rankings"])
    + module("Querying", on: ["Bytes", "Caching", "DataLake", "JSON", "Parquet", "Rankings"])
    + module(
      "LeaderboardAPI",
      on: ["Bytes", "Compression", "DataLake", "Hashing", "JSON", "Querying", "Rankings"],
      resources: [.embedInCode("openapi.json")])
    + module(
      "AWS",
      on: [
        "Bytes", "CCrypto", "Compression", "DataLake", "Hashing", "HTTP", "JSON", "Machine",
        "Querying", "Rankings",
      ])
    + module(
      "LambdaRuntime",
      on: ["AWS", "Bytes", "Hashing", "HTTP", "JSON", "Machine", "Rankings"])
    + function(
      "ingest-players",
      on: [
        "AWS", "Bytes", "DataLake", "HTTP", "Ingestion", "Intake", "JSON", "LambdaRuntime",
        "Machine", "Rankings",
      ])
    + function(
      "leaderboard-api",
      on: [
        "AWS", "Bytes", "Compression", "DataLake", "Hashing", "HTTP", "JSON", "LambdaRuntime",
        "LeaderboardAPI", "Machine", "Querying", "Rankings", "Web",
      ])
    + [
      .target(
        name: "TestSupport", dependencies: ["Bytes", "DataLake", "JSON", "Querying", "Rankings"],
        path: "Tests/TestSupport",
        swiftSettings: strict),
      .target(
        name: "Web", dependencies: ["Hashing", "LeaderboardAPI"], path: "web",
        resources: [.embedInCode("page")],
        swiftSettings: strict),
      .testTarget(
        name: "WebTests", dependencies: ["LeaderboardAPI", "Web"], swiftSettings: strict),
      .executableTarget(
        name: "standings",
        dependencies: [
          "AWS", "Bytes", "Caching", "DataLake", "HTTP", "Ingestion", "Intake", "JSON",
          "LeaderboardAPI", "Machine", "Parquet", "Querying", "Rankings", "Web",
          .product(
            name: "ArgumentParser", package: "swift-argument-parser", condition: server),
          .product(name: "Logging", package: "swift-log", condition: server),
          .product(name: "NIOCore", package: "swift-nio", condition: server),
          .product(name: "NIOHTTP1", package: "swift-nio", condition: server),
          .product(name: "NIOPosix", package: "swift-nio", condition: server),
          .product(
            name: "ServiceLifecycle", package: "swift-service-lifecycle", condition: server),
          .product(name: "UnixSignals", package: "swift-service-lifecycle", condition: server),
        ],
        swiftSettings: strict),
      .testTarget(
        name: "StandingsTests", dependencies: ["standings"], swiftSettings: strict),
      .executableTarget(
        name: "parquet-text", dependencies: ["Bytes", "Compression", "Parquet"],
        path: "Tests/Readers/parquet-text", swiftSettings: strict),
      .executableTarget(
        name: "aws-probe",
        dependencies: [
          "AWS", "Bytes", "DataLake", "HTTP", "JSON", "Rankings", "TestSupport",
        ],
        path: "Tests/Cloud/aws-probe", swiftSettings: strict),
      .executableTarget(
        name: "query-probe",
        dependencies: [
          "AWS", "Bytes", "DataLake", "HTTP", "Ingestion", "Intake", "JSON", "LeaderboardAPI",
          "Querying", "Rankings", "TestSupport",
        ],
        path: "Tests/Cloud/query-probe", swiftSettings: strict),
      .executableTarget(
        name: "measure-encodings", dependencies: ["Bytes", "Compression", "Parquet"],
        path: "bench/encodings", swiftSettings: strict),
    ],
  swiftLanguageModes: [.v6]
)

// The images of the functions are built without the tests, so that a change of these changes none.
if Context.environment["WITHOUT_TESTS"] != nil {
  package.targets.removeAll { target in
    target.type == .test || ["Tests/", "bench/"].contains { target.path?.hasPrefix($0) == true }
  }
}
