import SnapshotIngestion
import Time

/// The anomalies of an upload, in words for an officer. They rejected nothing.
enum AnomalyText {
  /// Max printed players per kind; a stored report lists more.
  private static let shownPlayers = 5

  static func lines(_ report: IngestionReport) -> [String] {
    var lines: [String] = []
    if let comparison = report.comparison { lines += self.lines(comparison) }
    for kind in Anomaly.Kind.allCases {
      lines += self.lines(kind, report.anomalies, comparedWith: report.comparison?.earlier.date)
    }
    return lines
  }

  private static func lines(_ comparison: SnapshotComparison) -> [String] {
    let date = comparison.earlier.date
    var lines = [
      """
        compared  with \(date): \(comparison.playersInBoth) in both, \(comparison.newPlayers) new, \
      \(comparison.absentPlayers) no longer listed
      """
    ]
    if comparison.isMostlyNew {
      let all = comparison.newPlayers + comparison.playersInBoth
      lines.append(
        "  anomaly   \(comparison.newPlayers) of \(all) players are new: is it the right kingdom?"
      )
    }
    return lines
  }

  private static func lines(
    _ kind: Anomaly.Kind, _ list: AnomalyList, comparedWith date: CalendarDate?
  ) -> [String] {
    let count = list.count(kind)
    if count == 0 { return [] }
    let players = count == 1 ? "1 player" : "\(count) players"
    let shown = byPlayer(list.listed(kind)).prefix(shownPlayers).map { anomalies in
      "            \(sentence(anomalies[0]))\(others(anomalies.count - 1))"
    }
    let more = count > shownPlayers ? ["            … and \(count - shownPlayers) more"] : []
    return ["  anomaly   \(players) \(words(kind, since: date))"] + shown + more
  }

  private static func words(_ kind: Anomaly.Kind, since date: CalendarDate?) -> String {
    let since = date.map { " since \($0)" } ?? ""
    return switch kind {
    case .killPointsMismatch: "with kill points that do not match their kills"
    case .hiddenTiers: "with kill points but no kills in any tier"
    case .fallenCounter: "with a number that fell\(since) but can only grow"
    case .renamedAndMoved: "with a new name and a new alliance\(since)"
    }
  }

  /// The listed anomalies per player, in order.
  private static func byPlayer(_ anomalies: [Anomaly]) -> [[Anomaly]] {
    anomalies.reduce(into: []) { players, anomaly in
      if players.last?.last?.id == anomaly.id {
        players[players.count - 1].append(anomaly)
      } else {
        players.append([anomaly])
      }
    }
  }

  private static func others(_ count: Int) -> String {
    count == 0 ? "" : count == 1 ? ", and 1 other number" : ", and \(count) other numbers"
  }

  private static func sentence(_ anomaly: Anomaly) -> String {
    let row = anomaly.row.map { "row \($0), " } ?? ""
    return """
      \(row)\(anomaly.id) "\(anomaly.name)", \(anomaly.column): found \(anomaly.found), \
      expected \(anomaly.expected)
      """
  }
}
