import Datasets
import Leaderboards
import SnapshotAPI
import SnapshotQueries

/// Gains between two snapshots, for a terminal.
enum GainsText {
  /// Max named players of each kind that cannot be compared.
  private static let namedOthers = 10

  static func table(_ gains: Gains, to query: GainsQuery) -> String {
    var table = Table([
      ("rank", .trailing), ("id", .trailing), ("alliance", .leading), ("name", .leading),
      ("gain", .trailing), ("\(query.from.snapshot.date)", .trailing),
      ("\(query.to.snapshot.date)", .trailing), ("place", .trailing), ("notes", .leading),
    ])
    for entry in gains.entries {
      table.add([
        "\(entry.rank)", "\(entry.id)", entry.alliance ?? "", entry.name,
        GroupedNumber.text(entry.gain), GroupedNumber.text(entry.from.value),
        GroupedNumber.text(entry.to.value), change(entry), notes(entry),
      ])
    }
    return head(gains, query) + table.text + others(gains, query)
  }

  private static func head(_ gains: Gains, _ query: GainsQuery) -> String {
    let by = query.measure.weights.map { ", DKP by \($0)" } ?? ""
    return """
      Kingdom \(query.to.snapshot.kingdom), \(query.metric.rawValue) from \
      \(query.from.snapshot.date) to \(query.to.snapshot.date)\(by), \
      \(gains.comparedPlayers) players in both

      """
  }

  /// `12 (+3)`: the place on the later board, and the change since the earlier one.
  private static func change(_ entry: PlayerGain) -> String {
    let sign = entry.rankChange > 0 ? "+" : ""
    return "\(entry.to.rank) (\(sign)\(entry.rankChange))"
  }

  private static func notes(_ entry: PlayerGain) -> String {
    entry.flags.map { flag in
      switch flag {
      case .fell: "fell"
      case .hiddenAtFrom: "kills hidden before"
      case .hiddenAtTo: "kills hidden now"
      }
    }.joined(separator: ", ")
  }

  private static func others(_ gains: Gains, _ query: GainsQuery) -> String {
    let (from, to) = (query.from.snapshot.date, query.to.snapshot.date)
    return [
      line("listed on \(to) only", gains.arrived),
      line("listed on \(from) only", gains.departed),
      line("in both, but without a value", gains.withoutValue),
    ].joined()
  }

  private static func line(_ what: String, _ others: Gains.Others) -> String {
    guard others.count > 0 else { return "" }
    let names = others.players.prefix(namedOthers).map {
      Terminal.printable($0.name.isEmpty ? "\($0.id)" : $0.name)
    }
    let rest = others.count > names.count ? " …" : ""
    return "\(others.count) \(what): \(names.joined(separator: ", "))\(rest)\n"
  }
}
