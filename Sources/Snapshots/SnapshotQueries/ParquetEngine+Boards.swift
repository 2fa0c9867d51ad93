package import Datasets
import Leaderboards

extension ParquetEngine {
  /// Near the top a board is found by reading little of the file; further down all rows are sorted
  /// once, and only the page's rows are read.
  package func board(
    _ metric: Metric, of header: SnapshotHeader, from offset: Int, limit: Int
  ) async throws -> Leaderboard {
    if PageDepth.isShallow(from: offset, limit: limit) {
      return try await top(metric, of: header, limit: offset + limit)
        .page(from: offset, limit: limit)
    }
    let file = try await files.file(of: header)
    let ids = try await columns.numbers(.id, of: file)
    let values = try await columns.numbers(metric.column, of: file)
    let order = try await columns.order(by: metric, of: file)
    let players = order.rows(from: offset, limit: limit).map {
      Score(value: values[$0], id: ids[$0], row: $0)
    }
    return try await board(metric, of: header, players, in: file)
  }

  /// Adds ranks and names to players in the order of a board.
  private func board(
    _ metric: Metric, of header: SnapshotHeader, _ players: [Score], in file: OpenSnapshot
  ) async throws -> Leaderboard {
    let ranking = try await columns.ranking(.column(metric), of: file)
    let rows = try await PlayerRows(players.map(\.row), [.name, .alliance], in: file)
    let entries = players.map { player in
      Leaderboard.Entry(
        rank: ranking.rank(of: player.value),
        item: PlayerScore(player: rows.player(player.id, row: player.row), value: player.value))
    }
    return Leaderboard(
      snapshot: header.snapshot, metric: metric, totalPlayers: header.players, entries: entries)
  }

  package func board(
    _ metric: Metric, of header: SnapshotHeader, matching search: PlayerSearch, from offset: Int,
    limit: Int
  ) async throws -> Leaderboard {
    let file = try await files.file(of: header)
    let texts = try await columns.searchTexts(of: file)
    let ids = try await columns.numbers(.id, of: file)
    let values = try await columns.numbers(metric.column, of: file)
    var selection = TopScores(limit: offset + limit)
    for (row, _) in texts.rows(matching: search) where values[row] >= 0 {
      selection.offer(Score(value: values[row], id: ids[row], row: row))
    }
    return try await board(
      metric, of: header, Array(selection.sorted().dropFirst(offset)), in: file)
  }

  package func place(
    of id: Int64, by metric: Metric, in header: SnapshotHeader
  ) async throws -> Int? {
    let file = try await files.file(of: header)
    let ids = try await columns.numbers(.id, of: file)
    guard let row = ids.firstIndex(of: id) else { return nil }
    let values = try await columns.numbers(metric.column, of: file)
    return RankOrder.descending.position(ofRow: row, values: values, ids: ids)
  }

  package func ranks(
    of players: Set<Int64>, by metric: Metric, in header: SnapshotHeader
  ) async throws -> [Int64: RankedNumber] {
    let file = try await files.file(of: header)
    let ids = try await columns.numbers(.id, of: file)
    let values = try await columns.numbers(metric.column, of: file)
    let ranking = try await columns.ranking(.column(metric), of: file)
    var ranks: [Int64: RankedNumber] = [:]
    for (row, id) in ids.enumerated() where players.contains(id) && values[row] >= 0 {
      ranks[id] = RankedNumber(rank: ranking.rank(of: values[row]), value: values[row])
    }
    return ranks
  }
}
