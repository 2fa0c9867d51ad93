package import LiveScores
package import ScoreLog

extension SQLiteLog: SubmissionLog {
  package var executor: (any TaskExecutor)? { writer.executor }

  package func append(_ submissions: [Submission]) async throws(ScoreLogError) -> [Outcome] {
    try await writer.append(submissions)
  }
}

extension SQLiteLog: BoardLog {
  package func create(_ definition: BoardDefinition) async throws(ScoreLogError) -> Board {
    try await writer.create(definition)
  }

  package func boards() async throws(ScoreLogError) -> [Board] {
    try await read { reader throws(ScoreLogError) in try await reader.boards() }
  }

  package func change(
    _ id: BoardID, _ change: BoardChange
  ) async throws(ScoreLogError) -> Board {
    try await writer.change(id, change)
  }

  package func reset(_ id: BoardID) async throws(ScoreLogError) -> Board {
    try await writer.reset(id)
  }

  package func delete(_ id: BoardID) async throws(ScoreLogError) -> Board {
    try await writer.delete(id)
  }
}

extension SQLiteLog: PlayerRemoval {
  package func remove(
    _ player: PlayerID, from board: BoardID
  ) async throws(ScoreLogError) -> Int64? {
    try await writer.remove(player, from: board)
  }
}

extension SQLiteLog: LogReadiness {
  package func problem() async -> ScoreLogError? { await writer.problem() }
}

extension SQLiteLog: StandingReader {
  package func periods(of board: Int64) async throws(ScoreLogError) -> [PeriodID] {
    try await read { reader throws(ScoreLogError) in try await reader.periods(of: board) }
  }

  package func standings(
    of board: Int64, in period: PeriodID, after cursor: Int64?, limit: Int
  ) async throws(ScoreLogError) -> StandingPage {
    try await read { reader throws(ScoreLogError) in
      try await reader.standings(of: board, in: period, after: cursor, limit: limit)
    }
  }

  package func standing(_ key: StandingKey) async throws(ScoreLogError) -> Standing? {
    try await read { reader throws(ScoreLogError) in try await reader.standing(key) }
  }
}

extension SQLiteLog: EventReader {
  package func lastSequence() async throws(ScoreLogError) -> Int64 {
    try await read { reader throws(ScoreLogError) in try await reader.lastSequence() }
  }

  package func events(
    after sequence: Int64, limit: Int
  ) async throws(ScoreLogError) -> [LogEvent] {
    try await read { reader throws(ScoreLogError) in
      try await reader.events(after: sequence, limit: limit)
    }
  }

  package func history(
    of key: StandingKey, before sequence: Int64?, limit: Int
  ) async throws(ScoreLogError) -> [LogEvent] {
    try await read { reader throws(ScoreLogError) in
      try await reader.history(of: key, before: sequence, limit: limit)
    }
  }
}
