import ArgumentParser
import Datasets
import HTTPAPI
import JSON
import Leaderboards
import SnapshotAPI
import SnapshotQueries
import Time

struct TopCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "top",
    abstract: "Show the best players of a kingdom.",
    discussion: """
      Equal values share a rank (1, 2, 2, 4); players without a value are not ranked.

        standings top dkp --kingdom 51
        standings top kills --kingdom 51 --date 2026-01-26 --limit 10 --format csv
      """)

  @Argument(help: "What to rank by: dkp, kills, deaths, power or kill_points.")
  var metric: Metric

  @Option(help: ArgumentHelp("The kingdom's number.", valueName: "number"))
  var kingdom: Kingdom

  @Option(help: ArgumentHelp("The snapshot: latest, or a date.", valueName: "YYYY-MM-DD"))
  var date = "latest"

  @Option(help: ArgumentHelp("The maximum number of players.", valueName: "count"))
  var limit = 100

  @Option(help: "The output format: table, json or csv.")
  var format = TableFormat.table

  @OptionGroup var options: LakeOptions

  func validate() throws {
    guard (1...1_000_000).contains(limit) else {
      throw ValidationError("--limit: found \(limit), expected 1 to 1000000")
    }
    guard date == "latest" || CalendarDate(date) != nil else {
      throw ValidationError("--date: found \"\(date)\", expected latest or YYYY-MM-DD")
    }
  }

  func run() async throws {
    let store = try options.open().store
    let snapshot = try await snapshot(in: SnapshotCatalog(store: store))
    let engine = ParquetEngine(store: store)
    let upload = try await engine.header(of: snapshot)
    let board = try await engine.top(metric, of: upload, limit: limit)
    Terminal.print(text(of: board, rankedPlayers: upload.rankedPlayers[metric]))
  }

  private func snapshot(in catalog: SnapshotCatalog) async throws -> SnapshotID {
    if let date = CalendarDate(date) { return SnapshotID(kingdom: kingdom, date: date) }
    guard let latest = try await catalog.latest(of: kingdom) else {
      throw ExitStatus(
        code: .wrongUsage,
        message: "error: the lake \(options.lake) has no snapshot of kingdom \(kingdom)")
    }
    return latest
  }

  private func text(of board: Leaderboard, rankedPlayers: Int?) -> String {
    switch format {
    case .table: return board.text
    case .csv: return board.table.text
    case .json:
      var json = JSONWriter()
      board.write(to: &json, rankedPlayers: rankedPlayers)
      return Terminal.printableJSON(json.text) + "\n"
    }
  }
}

extension Leaderboard {
  fileprivate var text: String {
    var table = Table([
      ("rank", .trailing), ("id", .trailing), ("alliance", .leading), ("name", .leading),
      (metric.rawValue, .trailing),
    ])
    for entry in entries {
      table.add([
        "\(entry.rank)", "\(entry.id)", entry.alliance ?? "", entry.name,
        GroupedNumber.text(entry.value),
      ])
    }
    return "Kingdom \(snapshot.kingdom), \(snapshot.date), \(totalPlayers) players\n\(table.text)"
  }
}
