import Concurrency
import Synchronization

extension CachingEngine {
  /// As for boards: pages near the top are cached, a deeper page is queried by itself.
  package func gains(
    _ query: GainsQuery, from offset: Int, limit: Int
  ) async throws -> Gains {
    guard PageDepth.isShallow(from: offset, limit: limit) else {
      return try await answer(about: [query.from, query.to]) {
        try await engine.gains(query, from: offset, limit: limit)
      }
    }
    return try await topGains(query, limit: offset + limit).page(from: offset, limit: limit)
  }

  /// - Returns: at least as many entries as requested.
  private func topGains(_ query: GainsQuery, limit: Int) async throws -> Gains {
    if let known = known(query), known.suffices(limit) { return known.gains }
    let size = Self.size(of: limit, players: query.to.players)
    return try await gains.value(for: SizedGains(query: query, limit: size)) { [self] in
      let answer = try await answer(about: [query.from, query.to]) {
        try await engine.gains(query, from: 0, limit: size)
      }
      keep(KeptGains(gains: answer, limit: size), for: query)
      return answer
    }
  }

  private func known(_ query: GainsQuery) -> KeptGains? {
    kept.withLock { kept in
      query.hasChosenWeights
        ? kept.chosenGains.value(for: query) : kept.gains.value(for: query)
    }
  }

  private func keep(_ gains: KeptGains, for query: GainsQuery) {
    let byteCount = query.memoryByteCount + gains.gains.memoryByteCount
    kept.withLock { kept in
      if query.hasChosenWeights {
        kept.chosenGains.insert(gains, for: query, byteCount: byteCount)
      } else {
        kept.gains.insert(gains, for: query, byteCount: byteCount)
      }
    }
  }

  package func standings(
    of id: Int64, in headers: [SnapshotHeader]
  ) async throws -> [PlayerStanding?] {
    var found: [SnapshotHeader: PlayerStanding?] = [:]
    kept.withLock { kept in
      for header in headers {
        found[header] = kept.standings.value(for: Standing(id: id, header: header))
      }
    }
    let missing = headers.filter { found[$0] == nil }
    if !missing.isEmpty {
      let answers = try await answer(about: missing) {
        try await engine.standings(of: id, in: missing)
      }
      kept.withLock { kept in
        for (header, standing) in zip(missing, answers) {
          kept.standings.insert(
            standing, for: Standing(id: id, header: header),
            byteCount: header.memoryByteCount + standing.memoryByteCount)
          found.updateValue(standing, forKey: header)
        }
      }
    }
    return headers.map { found[$0] ?? nil }
  }

  package func players(
    matching search: PlayerSearch, in header: SnapshotHeader, limit: Int
  ) async throws -> PlayerMatches {
    try await answer(about: [header]) {
      try await engine.players(matching: search, in: header, limit: limit)
    }
  }
}
