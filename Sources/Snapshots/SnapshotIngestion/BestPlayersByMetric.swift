import Datasets
import Leaderboards
import UploadReading

/// The top players of some rows by every metric.
///
/// The result does not depend on batches or merge order: ids are unique, so the order of a board is
/// total.
struct BestPlayersByMetric: Sendable {
  private var players: [Metric: [PlayerScore]] = [:]

  /// For no rows.
  init() {}

  init(of batch: borrowing CuratedBatch) {
    for metric in Metric.allCases {
      guard let (values, presence) = batch.numbers(metric.column) else { continue }
      var best = TopScores(limit: BestPlayers.usualLimit)
      var threshold = Int64.min
      for row in values.indices where values[row] >= threshold && presence[row] == 1 {
        best.offer(Score(value: values[row], id: batch.uploaded.ids[row], row: row))
        threshold = best.threshold ?? .min
      }
      let (names, alliances) = (batch.uploaded.texts(.name), batch.uploaded.texts(.alliance))
      players[metric] = best.sorted().map { player in
        PlayerScore(
          player: Player(
            id: player.id, name: names?[player.row] ?? "", alliance: alliances?[player.row]),
          value: player.value)
      }
    }
  }

  /// Merges the top players of other rows.
  mutating func merge(_ others: BestPlayersByMetric) {
    players.merge(others.players) { own, others in
      Array((own + others).sorted { $0.precedes($1) }.prefix(BestPlayers.usualLimit))
    }
  }

  /// The metadata pairs for the curated file.
  var pairs: [(key: String, value: String)] {
    Metric.allCases.map { metric in
      let best = BestPlayers(limit: BestPlayers.usualLimit, players: players[metric] ?? [])
      return (CuratedTable.bestPlayersKey(metric), best.text)
    }
  }
}
