#if Server
  import ArgumentParser
  import DataLake
  import Querying
  import Rankings

  /// Where the lake is; every command takes it.
  struct LakeOptions: ParsableArguments {
    @Option(
      help: ArgumentHelp("The folder of the lake.", valueName: "folder"), completion: .directory)
    var lake = "./lake"

    var store: DirectoryStore { DirectoryStore(root: lake) }
    var catalog: SnapshotCatalog { SnapshotCatalog(store: store) }
  }

  extension Kingdom: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
  }

  extension SnapshotDate: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
  }

  extension Instant: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
  }

  extension DKPWeights: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
  }

  extension Metric: ExpressibleByArgument {}

  /// How a result is written.
  enum TableFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json, csv
  }

  /// How a report is written.
  enum TextFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }
#endif
