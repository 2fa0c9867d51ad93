#if Server
  import ArgumentParser
  import JSON
  import LeaderboardAPI
  import Querying
  import Rankings

  struct SnapshotsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "snapshots",
      abstract: "List the snapshots of a lake, the latest of each kingdom first.")

    @Option(help: ArgumentHelp("Only this kingdom's.", valueName: "number"))
    var kingdom: Kingdom?

    @Option(help: "How to write the list: table, json or csv.")
    var format = TableFormat.table

    @OptionGroup var options: LakeOptions

    func run() async throws {
      let store = try options.open().store
      let catalog = SnapshotCatalog(store: store)
      let engine = ParquetEngine(store: store)
      var summaries: [SnapshotSummary] = []
      for kingdom in try await kingdoms(in: catalog) {
        for snapshot in try await catalog.snapshots(of: kingdom) {
          summaries.append(try await engine.summary(of: snapshot))
        }
      }
      Terminal.give(text(of: summaries))
    }

    private func kingdoms(in catalog: SnapshotCatalog) async throws -> [Kingdom] {
      if let kingdom { return [kingdom] }
      return try await catalog.kingdoms()
    }

    private func text(of summaries: [SnapshotSummary]) -> String {
      switch format {
      case .json:
        var json = JSONWriter()
        json.object {
          $0.array("snapshots") { for summary in summaries { summary.write(to: &$0) } }
        }
        return Terminal.printableJSON(json.text) + "\n"
      case .csv:
        var csv = CSVText(Self.columns)
        for summary in summaries { csv.add(cells(of: summary)) }
        return csv.text
      case .table:
        var table = Table(
          zip(Self.columns, [.trailing, .leading, .trailing, .leading, .leading]).map { ($0, $1) })
        for summary in summaries { table.add(cells(of: summary)) }
        return table.text
      }
    }

    private static let columns = ["kingdom", "date", "players", "ingested_at", "run_id"]

    private func cells(of summary: SnapshotSummary) -> [String] {
      [
        "\(summary.snapshot.kingdom)", "\(summary.snapshot.date)", "\(summary.players)",
        "\(summary.ingestedAt)", summary.runID,
      ]
    }
  }
#endif
