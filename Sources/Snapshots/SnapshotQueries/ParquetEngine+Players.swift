import Concurrency
import Datasets

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
      let (power, other) = (powers[left.row], powers[right.row])
      return power != other ? power > other : ids[left.row] < ids[right.row]
    }.prefix(limit)
    let rows = try await PlayerRows(best.map(\.row), [.name, .alliance], in: file)
    let players = best.map { match in
      PlayerMatches.Player(
        id: ids[match.row], name: rows.text(.name, row: match.row) ?? "",
        alliance: rows.text(.alliance, row: match.row),
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
      id: id, name: known.text(.name, row: row) ?? "", alliance: known.text(.alliance, row: row),
      values: values,
      ranks: Dictionary(uniqueKeysWithValues: zip(Metric.allCases, ranks)).compactMapValues { $0 })
  }

  /// The rank of a row; `nil` without a value.
  private func rank(
    of row: Int, by metric: Metric, in file: OpenSnapshot
  ) async throws -> PlayerStanding.Rank? {
    let values = try await columns.numbers(metric.column, of: file)
    guard values[row] >= 0 else { return nil }
    var (greater, ranked) = (0, 0)
    for value in values {
      greater += value > values[row] ? 1 : 0
      ranked += value >= 0 ? 1 : 0
    }
    return PlayerStanding.Rank(rank: greater + 1, of: ranked)
  }
}
