import SQL
import SnapshotQueries
import Storage
import Synchronization
import Testing

/// Gives the same rows to every query, and remembers the queries.
final class ScriptedRunner: SQLRunner {
  private let answer: Result<[SQLRow], SQLError>
  private let asked = Mutex<[SQLQuery]>([])
  /// Called while the query runs.
  private let meanwhile: @Sendable () async -> Void

  init(
    _ answer: Result<[SQLRow], SQLError>, meanwhile: @escaping @Sendable () async -> Void = {}
  ) {
    self.answer = answer
    self.meanwhile = meanwhile
  }

  var queries: [SQLQuery] { asked.withLock { $0 } }

  func rows(of query: SQLQuery) async throws(SQLError) -> [SQLRow] {
    asked.withLock { $0.append(query) }
    await meanwhile()
    return try answer.get()
  }
}

/// An engine whose queries go to a runner, over the table `standings.rok_players`.
func athenaEngine(
  over store: any ObjectStore, _ runner: any SQLRunner
) throws -> AthenaEngine {
  let table = try #require(AthenaTable(database: "standings", table: "rok_players"))
  return AthenaEngine(store: store, running: runner, on: table)
}
