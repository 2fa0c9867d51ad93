import ArgumentParser
import Datasets
import HTTPAPI
import JSON
import SnapshotAPI
import SnapshotQueries

struct SnapshotsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snapshots",
    abstract: "List the snapshots of a lake, the latest of each kingdom first.")

  @Option(help: ArgumentHelp("Only this kingdom.", valueName: "number"))
  var kingdom: Kingdom?

  @Option(help: "The output format: table, json or csv.")
  var format = TableFormat.table

  @OptionGroup var options: LakeOptions

  func run() async throws {
    let store = try options.open().store
    let catalog = SnapshotCatalog(store: store)
    let engine = ParquetEngine(store: store)
    var headers: [SnapshotHeader] = []
    for kingdom in try await kingdoms(in: catalog) {
      for snapshot in try await catalog.snapshots(of: kingdom) {
        headers.append(try await engine.header(of: snapshot))
      }
    }
    Terminal.print(text(of: headers))
  }

  private func kingdoms(in catalog: SnapshotCatalog) async throws -> [Kingdom] {
    if let kingdom { return [kingdom] }
    return try await catalog.kingdoms()
  }

  private func text(of headers: [SnapshotHeader]) -> String {
    switch format {
    case .json:
      var json = JSONWriter()
      json.object {
        $0.array("snapshots") { for header in headers { header.write(to: &$0) } }
      }
      return Terminal.printableJSON(json.text) + "\n"
    case .csv:
      var csv = CSVText(Self.columns)
      for header in headers { csv.add(cells(of: header)) }
      return csv.text
    case .table:
      var table = Table(
        zip(Self.columns, [.trailing, .leading, .trailing, .leading, .leading]).map { ($0, $1) })
      for header in headers { table.add(cells(of: header)) }
      return table.text
    }
  }

  private static let columns = ["kingdom", "date", "total_players", "uploaded_at", "run_id"]

  private func cells(of header: SnapshotHeader) -> [String] {
    [
      "\(header.snapshot.kingdom)", "\(header.snapshot.date)", "\(header.players)",
      "\(header.ingestedAt)", header.runID,
    ]
  }
}
