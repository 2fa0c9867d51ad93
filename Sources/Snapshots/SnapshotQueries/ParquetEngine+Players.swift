import Concurrency
import Datasets
import Leaderboards

extension ParquetEngine {
  /// Max snapshots of a history that are read concurrently; of fewer, as many columns in total.
  private static let snapshotsAtATime = 8

  package func players(
    matching search: PlayerSearch, in header: SnapshotHeader, limit: Int
  ) async throws -> PlayerMatches {
    let file = try await files.file(of: header)
    let texts = try await columns.searchTexts(of: file)
    let ids = try await columns.numbers(.id, of: file)
    let powers = try await columns.numbers(.power, of: file)
    let matches = texts.rows(matching: search)
    let best = matches.sorted { left, right in
      if left.grade != right.grade { return left.grade < right.grade }
      return RankOrder.descending.precedes(
        powers[left.row], ids[left.row], powers[right.row], ids[right.row])
    }.prefix(limit)
    let rows = try await PlayerRows(best.map(\.row), [.name, .alliance], in: file)
    let players = best.map { match in
      PlayerMatches.Match(
        player: rows.player(ids[match.row], row: match.row),
        power: powers[match.row] < 0 ? nil : powers[match.row])
    }
    return PlayerMatches(count: matches.count, players: players)
  }

  package func standings(
    of id: Int64, in headers: [SnapshotHeader]
  ) async throws -> [PlayerStanding?] {
    let columnsAtATime = Self.snapshotsAtATime / max(headers.count, 1)
    return try await concurrentMap(headers, atATime: Self.snapshotsAtATime) { header in
      try await standing(of: id, in: header, columnsAtATime: columnsAtATime)
    }
  }

  private func standing(
    of id: Int64, in header: SnapshotHeader, columnsAtATime: Int
  ) async throws -> PlayerStanding? {
    let file = try await files.file(of: header)
    guard let row = try await columns.numbers(.id, of: file).firstIndex(of: id) else { return nil }
    let ranks = try await concurrentMap(Metric.allCases, atATime: columnsAtATime) { metric in
      try await rank(of: row, by: metric, in: file)
    }
    let known = try await PlayerRows(
      [row], [.name, .alliance] + PlayerColumn.counters, in: file)
    var values: [PlayerColumn: Int64] = [:]
    for column in PlayerColumn.counters { values[column] = known.integer(column, row: row) }
    return PlayerStanding(
      player: known.player(id, row: row), values: values,
      ranks: Dictionary(uniqueKeysWithValues: zip(Metric.allCases, ranks)).compactMapValues { $0 })
  }

  /// The rank of a row; `nil` without a value.
  private func rank(
    of row: Int, by metric: Metric, in file: OpenSnapshot
  ) async throws -> PlayerStanding.Rank? {
    let values = try await columns.numbers(metric.column, of: file)
    return RankOrder.descending.rank(ofRow: row, in: values)
      .map { PlayerStanding.Rank(rank: $0.rank, of: $0.of) }
  }
}
