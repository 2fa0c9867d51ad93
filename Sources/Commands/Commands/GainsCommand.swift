import ArgumentParser
import Datasets
import HTTPAPI
import JSON
import SnapshotAPI
import SnapshotQueries
import Time

struct GainsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gains",
    abstract: "Show who gained how much between two snapshots.",
    discussion: """
      A number that fell counts as a gain of 0 and is flagged. A gain that is large only because \
      the profile hid its kills at the earlier date is flagged too. Players listed in only one \
      of the snapshots are named and not counted from zero.

      DKP from the uploads is compared if both have it. Otherwise DKP is computed for both dates \
      with the weights of the later one, or with --weights.

        standings gains dkp --kingdom 51
        standings gains dkp --kingdom 51 --from 2026-01-12 --to 2026-01-26 \
      --weights t4:10,t5:30,deaths:80
      """)

  @Argument(help: "What to compare: dkp, kills, deaths, power or kill_points.")
  var metric: Metric

  @Option(help: ArgumentHelp("The kingdom's number.", valueName: "number"))
  var kingdom: Kingdom

  @Option(
    help: ArgumentHelp("The earlier date (default: the previous one).", valueName: "YYYY-MM-DD"))
  var from: CalendarDate?

  @Option(help: ArgumentHelp("The later date (default: the latest).", valueName: "YYYY-MM-DD"))
  var to: CalendarDate?

  @Option(
    help: ArgumentHelp("The DKP weights for both dates.", valueName: "t4:10,t5:30,deaths:80"))
  var weights: DKPWeights?

  @Option(help: ArgumentHelp("The maximum number of players.", valueName: "count"))
  var limit = 100

  @Option(help: "The output format: table, json or csv.")
  var format = TableFormat.table

  @OptionGroup var options: LakeOptions

  func validate() throws {
    guard (1...1_000_000).contains(limit) else {
      throw ValidationError("--limit: found \(limit), expected 1 to 1000000")
    }
    if weights != nil, metric != .dkp {
      throw ValidationError("--weights: found the metric \(metric.rawValue), expected dkp")
    }
    if let from, let to, from >= to {
      throw ValidationError("--from: found \(from), expected a date before \(to)")
    }
  }

  func run() async throws {
    let store = try options.open().store
    let engine = ParquetEngine(store: store)
    let dates = try await dates(in: SnapshotCatalog(store: store))
    let query = GainsQuery(
      metric, from: try await engine.header(of: dates.from),
      to: try await engine.header(of: dates.to), weights: weights)
    let gains = try await engine.gains(query, limit: limit)
    Terminal.print(text(of: gains, to: query))
  }

  private func dates(
    in catalog: SnapshotCatalog
  ) async throws -> (from: SnapshotID, to: SnapshotID) {
    func named(_ date: CalendarDate?) -> SnapshotID? {
      date.map { SnapshotID(kingdom: kingdom, date: $0) }
    }
    if let from = named(from), let to = named(to) { return (from, to) }
    let snapshots = try await catalog.snapshots(of: kingdom)
    guard let to = named(to) ?? snapshots.first else {
      throw ExitStatus(
        code: .wrongUsage,
        message: "error: the lake \(options.lake) has no snapshot of kingdom \(kingdom)")
    }
    guard let from = named(from) ?? snapshots.first(where: { $0.date < to.date }),
      from.date < to.date
    else {
      throw ExitStatus(
        code: .wrongUsage,
        message: """
          error: kingdom \(kingdom) has no snapshot before \(to.date) to compare with: \
          choose another --to
          """)
    }
    return (from, to)
  }

  private func text(of gains: Gains, to query: GainsQuery) -> String {
    let page = GainsPage(gains, to: query)
    switch format {
    case .table: return GainsText.table(gains, to: query)
    case .csv: return page.table.text
    case .json:
      var json = JSONWriter()
      page.write(to: &json)
      return Terminal.printableJSON(json.text) + "\n"
    }
  }
}
