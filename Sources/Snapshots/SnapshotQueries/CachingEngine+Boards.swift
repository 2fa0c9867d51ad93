import Concurrency
package import Datasets
import Leaderboards
import Synchronization

extension CachingEngine {
  package func top(
    _ metric: Metric, of header: SnapshotHeader, limit: Int
  ) async throws -> Leaderboard {
    let board = Board(metric: metric, header: header)
    if let known = known(board, limit: limit) { return known }
    let size = Self.size(of: limit, players: header.players)
    let answer = try await boards.value(for: BoardQuery(board: board, limit: size)) { [self] in
      try await workOut(board, limit: size)
    }
    return answer.page(from: 0, limit: limit)
  }

  /// Pages near the top are parts of a cached board. A deeper page is queried by itself, since
  /// everything before it would be computed for every page.
  package func board(
    _ metric: Metric, of header: SnapshotHeader, from offset: Int, limit: Int
  ) async throws -> Leaderboard {
    guard PageDepth.isShallow(from: offset, limit: limit) else {
      return try await answer(about: [header]) {
        try await engine.board(metric, of: header, from: offset, limit: limit)
      }
    }
    return try await top(metric, of: header, limit: offset + limit)
      .page(from: offset, limit: limit)
  }

  private func known(_ board: Board, limit: Int) -> Leaderboard? {
    kept.withLock { kept in
      kept.topBoards.value(for: board)?.first(limit)
        ?? kept.longerBoards.value(for: board)?.first(limit)
    }
  }

  private func workOut(_ board: Board, limit: Int) async throws -> Leaderboard {
    let answer = try await answer(about: [board.header]) {
      try await engine.top(board.metric, of: board.header, limit: limit)
    }
    // The top of a longer board is cached separately too, so that it survives when the longer one
    // is evicted.
    let topLimit = min(limit, BestPlayers.usualLimit)
    let top = answer.page(from: 0, limit: topLimit)
    let keyBytes = board.header.memoryByteCount
    kept.withLock { kept in
      kept.topBoards.insert(
        KeptBoard(leaderboard: top, limit: topLimit), for: board,
        byteCount: keyBytes + top.memoryByteCount)
      if limit > topLimit {
        kept.longerBoards.insert(
          KeptBoard(leaderboard: answer, limit: limit), for: board,
          byteCount: keyBytes + answer.memoryByteCount)
      }
    }
    return answer
  }

  // The rest is as fast as a lookup: the engines cache what they read for it.

  package func board(
    _ metric: Metric, of header: SnapshotHeader, matching search: PlayerSearch, from offset: Int,
    limit: Int
  ) async throws -> Leaderboard {
    try await answer(about: [header]) {
      try await engine.board(metric, of: header, matching: search, from: offset, limit: limit)
    }
  }

  package func place(
    of id: Int64, by metric: Metric, in header: SnapshotHeader
  ) async throws -> Int? {
    try await answer(about: [header]) { try await engine.place(of: id, by: metric, in: header) }
  }

  package func ranks(
    of players: Set<Int64>, by metric: Metric, in header: SnapshotHeader
  ) async throws -> [Int64: RankedNumber] {
    try await answer(about: [header]) {
      try await engine.ranks(of: players, by: metric, in: header)
    }
  }
}
