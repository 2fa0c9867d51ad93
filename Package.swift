// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableExperimentalFeature("Lifetimes"),
  .treatAllWarnings(as: .error),
]

/// A folder of `Sources/`, and the folder of the same name of `Tests/`.
///
/// A module imports modules of the floors below its own, and of its own floor those that stand
/// before it. `scripts/module-graph` checks this and draws the graph of ARCHITECTURE.md.
enum Floor: String {
  case libraries = "Libraries"
  case ground = "Ground"
  case formats = "Formats"
  case cloud = "Cloud"
  case shared = "Shared"
  case snapshots = "Snapshots"
  case live = "Live"
  case serving = "Serving"
  case commands = "Commands"
  case executables = "Executables"

  /// The folder of a module: a floor of one module is that module's folder.
  func folder(of name: String) -> String {
    rawValue == name ? "Sources/\(name)" : "Sources/\(rawValue)/\(name)"
  }
}

/// A library that only the command lines and servers need: it is fetched under this trait alone.
func serverProduct(_ name: String, of package: String) -> Target.Dependency {
  .product(name: name, package: package, condition: .when(traits: ["Server"]))
}

/// A module of the product together with its tests.
/// - Parameters:
///   - modules: what the module imports; its tests may import the same.
///   - testModules: what its tests import beside that.
func module(
  _ floor: Floor, _ name: String, on modules: [Target.Dependency] = [],
  tests testModules: [Target.Dependency] = [], resources: [Resource] = []
) -> [Target] {
  [
    .target(
      name: name, dependencies: modules, path: floor.folder(of: name), resources: resources,
      swiftSettings: strict),
    .testTarget(
      name: "\(name)Tests",
      dependencies: [.target(name: name), "TestSupport"] + modules + testModules,
      path: "Tests/\(floor.rawValue)/\(name)Tests", swiftSettings: strict),
  ]
}

/// An executable that runs as a function, together with its tests.
func function(
  _ name: String, on modules: [Target.Dependency], tests testModules: [Target.Dependency] = []
) -> [Target] {
  [
    .executableTarget(
      name: name, dependencies: modules, path: "Sources/Executables/\(name)",
      swiftSettings: strict),
    .testTarget(
      name: "\(name)-tests",
      dependencies: [.target(name: name), "TestSupport"] + modules + testModules,
      path: "Tests/Executables/\(name)-tests", swiftSettings: strict),
  ]
}

/// A C library: a module map and a shim, nothing else.
func library(
  _ name: String, pkgConfig: String? = nil, apt: String? = nil, brew: String? = nil
) -> Target {
  .systemLibrary(
    name: name, path: "Sources/Libraries/\(name)", pkgConfig: pkgConfig,
    providers: apt.map { [.apt([$0]), .brew([brew ?? $0])] })
}

let package = Package(
  name: "standings",
  platforms: [.macOS("26.0")],
  products: [
    .executable(name: "standings", targets: ["standings"]),
    .executable(name: "live-leaderboards", targets: ["live-leaderboards"]),
    .executable(name: "standings-feed", targets: ["standings-feed"]),
    .executable(name: "ingest-players", targets: ["ingest-players"]),
    .executable(name: "leaderboard-api", targets: ["leaderboard-api"]),
  ],
  traits: [
    .trait(name: "Server", description: "The command line and the servers."),
    .default(enabledTraits: ["Server"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    library("CAllocator"),
    library("CByteMasks"),
    library("CLinux"),
    library("CPrefetch"),
    library("CShortHashes"),
    library("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev", brew: "zlib"),
    library("CZstd", pkgConfig: "libzstd", apt: "libzstd-dev", brew: "zstd"),
    library("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev", brew: "curl"),
    library("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev", brew: "openssl@3"),
    library("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev", brew: "sqlite"),
  ]
    + module(.ground, "Failures")
    + module(.ground, "Bytes")
    + module(.ground, "Time")
    + module(.ground, "Concurrency")
    + module(.ground, "Hashing", on: ["CCrypto", "CShortHashes"])
    + module(
      .ground, "Storage",
      on: ["Bytes", "CLinux", "Concurrency", "Failures"],
      tests: ["DataLake", "Datasets", "Time"])
    + module(.formats, "JSON")
    + module(.formats, "HTTP")
    + module(.formats, "Compression", on: ["Bytes", "CZlib", "CZstd"])
    + module(.formats, "WebSocket", on: ["Compression", "HTTP", "Hashing"])
    + module(.formats, "XML", on: ["Bytes"])
    + module(.formats, "ZIP", on: ["Compression"], tests: ["Bytes"])
    + module(.formats, "Parquet", on: ["Bytes", "Compression"])
    + module(.cloud, "HTTPClient", on: ["Bytes", "CCurl", "Failures", "HTTP"])
    + module(.cloud, "SQL", on: ["Failures"])
    + module(
      .cloud, "AWS",
      on: [
        "Bytes", "Compression", "Concurrency", "Failures", "Hashing", "HTTP", "HTTPClient", "JSON",
        "SQL", "Storage", "Time", "XML",
      ])
    + module(
      .shared, "Leaderboards",
      on: ["JSON"],
      tests: ["Datasets"])
    + module(.shared, "Datasets", on: ["Time"])
    + module(.shared, "DataLake", on: ["Datasets", "JSON", "Storage", "Time"])
    + module(
      .shared, "HTTPAPI",
      on: ["Bytes", "Compression", "HTTP", "Hashing", "JSON", "Time", "WebSocket"])
    + module(
      .snapshots, "UploadReading",
      on: [
        "Bytes", "CByteMasks", "Compression", "Datasets", "JSON", "Time", "XML", "ZIP",
      ])
    + module(
      .snapshots, "SnapshotIngestion",
      on: [
        "Bytes", "Concurrency", "DataLake", "Datasets", "Failures", "Hashing", "Leaderboards",
        "Parquet", "Storage", "Time", "UploadReading",
      ],
      tests: ["JSON"])
    + module(
      .snapshots, "SnapshotQueries",
      on: [
        "Bytes", "Concurrency", "DataLake", "Datasets", "Failures", "Leaderboards", "Parquet",
        "SQL", "Storage", "Time",
      ])
    + module(
      .snapshots, "SnapshotAPI",
      on: [
        "Concurrency", "DataLake", "Datasets", "Failures", "HTTP", "HTTPAPI", "JSON",
        "Leaderboards", "SnapshotQueries", "SQL", "Storage", "Time",
      ])
    + module(
      .live, "LiveScores", on: ["Failures", "Hashing", "Leaderboards", "Time"])
    + module(
      .live, "ScoreLog", on: ["Failures", "LiveScores", "Time"])
    + module(
      .live, "SQLiteLog",
      on: [
        "CSQLite", "Concurrency", "Failures", "Leaderboards", "LiveScores", "ScoreLog", "Time",
      ])
    + module(
      .live, "LogArchive",
      on: ["Bytes", "LiveScores", "Parquet", "ScoreLog", "Storage", "Time"],
      tests: ["Leaderboards", "SQLiteLog"])
    + module(
      .live, "RankIndex", on: ["CPrefetch", "Failures", "Leaderboards", "LiveScores"],
      tests: ["Time"])
    + module(
      .live, "LiveBoards",
      on: ["Failures", "LiveScores", "RankIndex", "ScoreLog", "Time"],
      tests: ["Leaderboards", "SQLiteLog"])
    + module(
      .live, "LiveAPI",
      on: [
        "Concurrency", "Failures", "Hashing", "HTTP", "HTTPAPI", "JSON", "Leaderboards",
        "LiveBoards", "LiveScores", "RankIndex", "ScoreLog", "Time",
      ],
      tests: ["SQLiteLog"])
    + module(
      .live, "LiveUpdates",
      on: [
        "Concurrency", "Failures", "HTTP", "HTTPAPI", "JSON", "LiveAPI", "LiveBoards",
        "LiveScores", "RankIndex", "ScoreLog", "Time", "WebSocket",
      ],
      tests: ["Leaderboards", "SQLiteLog"])
    + module(
      .live, "LiveFeed",
      on: [
        "Bytes", "Concurrency", "Failures", "HTTP", "HTTPClient", "JSON", "Time",
        serverProduct("ArgumentParser", of: "swift-argument-parser"),
        serverProduct("NIOCore", of: "swift-nio"),
        serverProduct("NIOHTTP1", of: "swift-nio"),
        serverProduct("NIOPosix", of: "swift-nio"),
        serverProduct("NIOWebSocket", of: "swift-nio"),
      ])
    + module(
      .serving, "LambdaRuntime",
      on: [
        "AWS", "Bytes", "CAllocator", "Failures", "Hashing", "HTTP", "HTTPClient", "JSON", "Time",
      ])
    + module(
      .serving, "HTTPServer",
      on: [
        "Bytes", "Concurrency", "HTTP", "HTTPAPI", "JSON", "Time",
        serverProduct("NIOCore", of: "swift-nio"),
        serverProduct("NIOHTTP1", of: "swift-nio"),
        serverProduct("NIOPosix", of: "swift-nio"),
        serverProduct("ServiceLifecycle", of: "swift-service-lifecycle"),
      ],
      tests: [
        serverProduct("NIOEmbedded", of: "swift-nio"),
        serverProduct("ServiceLifecycleTestKit", of: "swift-service-lifecycle"),
      ])
    + module(
      .serving, "LakeServer",
      on: [
        "Bytes", "Concurrency", "DataLake", "Datasets", "Failures", "HTTP", "HTTPAPI",
        "HTTPServer", "JSON", "SnapshotAPI", "SnapshotIngestion", "SnapshotQueries", "Storage",
        "Time", "UploadReading",
        serverProduct("ServiceLifecycle", of: "swift-service-lifecycle"),
      ])
    + module(
      .serving, "LiveServer",
      on: [
        "Bytes", "Failures", "HTTP", "HTTPAPI", "HTTPServer", "JSON", "LiveAPI", "LiveBoards",
        "LiveScores", "LiveUpdates", "ScoreLog", "SQLiteLog", "Storage", "Time",
        serverProduct("Logging", of: "swift-log"),
        serverProduct("ServiceLifecycle", of: "swift-service-lifecycle"),
        serverProduct("Yams", of: "Yams"),
      ],
      tests: ["RankIndex"])
    + module(
      .commands, "Commands",
      on: [
        "AWS", "Bytes", "DataLake", "Datasets", "Failures", "HTTPAPI", "HTTPServer", "JSON",
        "LakeServer", "Leaderboards", "Parquet", "SnapshotAPI", "SnapshotIngestion",
        "SnapshotQueries", "Storage", "Time", "UploadReading", "Web",
        serverProduct("ArgumentParser", of: "swift-argument-parser"),
        serverProduct("Logging", of: "swift-log"),
        serverProduct("ServiceLifecycle", of: "swift-service-lifecycle"),
        serverProduct("UnixSignals", of: "swift-service-lifecycle"),
      ],
      tests: [
        "HTTP", serverProduct("NIOCore", of: "swift-nio"),
        serverProduct("NIOPosix", of: "swift-nio"),
      ])
    + function(
      "ingest-players",
      on: [
        "AWS", "Bytes", "DataLake", "Datasets", "Failures", "JSON", "LambdaRuntime",
        "SnapshotIngestion", "Storage", "UploadReading",
      ],
      tests: ["Time"])
    + function(
      "leaderboard-api",
      on: [
        "AWS", "Bytes", "Failures", "HTTP", "HTTPAPI", "JSON", "LambdaRuntime", "SnapshotAPI",
        "SnapshotQueries", "Time", "Web",
      ],
      tests: ["Compression", "Hashing", "Storage"])
    + [
      .executableTarget(
        name: "standings", dependencies: ["Commands"], path: "Sources/Executables/standings",
        swiftSettings: strict),
      .executableTarget(
        name: "live-leaderboards",
        dependencies: [
          "Bytes", "HTTPServer", "LiveServer", "LogArchive", "SQLiteLog", "ScoreLog", "Storage",
          "Web",
          serverProduct("ArgumentParser", of: "swift-argument-parser"),
          serverProduct("Logging", of: "swift-log"),
          serverProduct("ServiceLifecycle", of: "swift-service-lifecycle"),
          serverProduct("UnixSignals", of: "swift-service-lifecycle"),
        ],
        path: "Sources/Executables/live-leaderboards", swiftSettings: strict),
      .executableTarget(
        name: "standings-feed",
        dependencies: [
          "LiveFeed", serverProduct("ArgumentParser", of: "swift-argument-parser"),
        ],
        path: "Sources/Executables/standings-feed", swiftSettings: strict),
      .target(
        name: "Web", dependencies: ["Hashing", "HTTPAPI"], path: "web",
        resources: [.embedInCode("live"), .embedInCode("page"), .embedInCode("shared")],
        swiftSettings: strict),
      .testTarget(
        name: "WebTests", dependencies: ["HTTPAPI", "Web"], swiftSettings: strict),
      .target(
        name: "TestSupport",
        dependencies: [
          "Bytes", "Compression", "Concurrency", "DataLake", "Datasets", "JSON", "Leaderboards",
          "SnapshotQueries", "Storage", "Time",
        ],
        path: "Tests/TestSupport", swiftSettings: strict),
      .executableTarget(
        name: "parquet-text", dependencies: ["Bytes", "Compression", "Parquet"],
        path: "Tests/Readers/parquet-text", swiftSettings: strict),
      .executableTarget(
        name: "score-log-probe",
        dependencies: ["Failures", "LiveScores", "ScoreLog", "SQLiteLog"],
        path: "Tests/Live/score-log-probe", swiftSettings: strict),
      .executableTarget(
        name: "websocket-echo",
        dependencies: [
          "HTTPAPI", "HTTPServer", "WebSocket",
          serverProduct("Logging", of: "swift-log"),
          serverProduct("ServiceLifecycle", of: "swift-service-lifecycle"),
          serverProduct("UnixSignals", of: "swift-service-lifecycle"),
        ],
        path: "Tests/WebSockets/websocket-echo", swiftSettings: strict),
      .executableTarget(
        name: "aws-probe",
        dependencies: [
          "AWS", "Bytes", "Concurrency", "DataLake", "Datasets", "Failures", "HTTP", "HTTPClient",
          "JSON", "SQL", "Storage", "TestSupport", "Time",
        ],
        path: "Tests/Cloud/aws-probe", swiftSettings: strict),
      .executableTarget(
        name: "query-probe",
        dependencies: [
          "AWS", "Bytes", "Concurrency", "DataLake", "Datasets", "HTTP", "HTTPAPI", "HTTPClient",
          "JSON", "Leaderboards", "SnapshotAPI", "SnapshotIngestion", "SnapshotQueries", "SQL",
          "Storage", "TestSupport", "Time", "UploadReading",
        ],
        path: "Tests/Cloud/query-probe", swiftSettings: strict),
      .executableTarget(
        name: "measure-encodings", dependencies: ["Bytes", "Compression", "Parquet"],
        path: "bench/encodings", swiftSettings: strict),
      .executableTarget(
        name: "measure-score-log",
        dependencies: ["CSQLite", "LiveScores", "ScoreLog", "SQLiteLog", "Time"],
        path: "bench/score-log", swiftSettings: strict),
      .executableTarget(
        name: "measure-ranks",
        dependencies: ["CAllocator", "Leaderboards", "LiveScores", "RankIndex"],
        path: "bench/ranks", swiftSettings: strict),
    ],
  swiftLanguageModes: [.v6]
)

// The images of the functions are built without the tests, so that a change of these changes none.
if Context.environment["WITHOUT_TESTS"] != nil {
  package.targets.removeAll { target in
    target.type == .test || ["Tests/", "bench/"].contains { target.path?.hasPrefix($0) == true }
  }
}
