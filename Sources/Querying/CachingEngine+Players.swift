import Caching
package import Rankings
import Synchronization

extension CachingEngine {
  /// As for boards: what is near the top is kept, a deeper page is asked for by itself.
  package func gains(
    _ question: GainsQuestion, from offset: Int, limit: Int
  ) async throws -> Gains {
    guard PageDepth.isShallow(from: offset, limit: limit) else {
      return try await answer(about: [question.from, question.to]) {
        try await engine.gains(question, from: offset, limit: limit)
      }
    }
    return try await topGains(question, limit: offset + limit).page(from: offset, limit: limit)
  }

  /// - Returns: as many entries as were asked for, or more.
  private func topGains(_ question: GainsQuestion, limit: Int) async throws -> Gains {
    if let known = known(question), known.suffices(limit) { return known.gains }
    let size = Self.size(of: limit, players: question.to.players)
    return try await gains.value(for: SizedGains(question: question, limit: size)) { [self] in
      let answer = try await answer(about: [question.from, question.to]) {
        try await engine.gains(question, from: 0, limit: size)
      }
      keep(KeptGains(gains: answer, limit: size), for: question)
      return answer
    }
  }

  private func known(_ question: GainsQuestion) -> KeptGains? {
    kept.withLock { kept in
      question.hasChosenWeights
        ? kept.chosenGains.value(for: question) : kept.gains.value(for: question)
    }
  }

  private func keep(_ gains: KeptGains, for question: GainsQuestion) {
    let byteCount = question.memoryByteCount + gains.gains.memoryByteCount
    kept.withLock { kept in
      if question.hasChosenWeights {
        kept.chosenGains.insert(gains, for: question, byteCount: byteCount)
      } else {
        kept.gains.insert(gains, for: question, byteCount: byteCount)
      }
    }
  }

  package func standings(
    of id: Int64, in uploads: [SnapshotSummary]
  ) async throws -> [PlayerStanding?] {
    var found: [SnapshotSummary: PlayerStanding?] = [:]
    kept.withLock { kept in
      for upload in uploads {
        found[upload] = kept.standings.value(for: Standing(id: id, upload: upload))
      }
    }
    let missing = uploads.filter { found[$0] == nil }
    if !missing.isEmpty {
      let answers = try await answer(about: missing) {
        try await engine.standings(of: id, in: missing)
      }
      kept.withLock { kept in
        for (upload, standing) in zip(missing, answers) {
          kept.standings.insert(
            standing, for: Standing(id: id, upload: upload),
            byteCount: upload.memoryByteCount + standing.memoryByteCount)
          found.updateValue(standing, forKey: upload)
        }
      }
    }
    return uploads.map { found[$0] ?? nil }
  }

  package func players(
    matching search: PlayerSearch, in upload: SnapshotSummary, limit: Int
  ) async throws -> PlayerMatches {
    try await answer(about: [upload]) {
      try await engine.players(matching: search, in: upload, limit: limit)
    }
  }
}
