import Failures
import JSON
package import SQL
package import Time

/// Runs queries on Amazon Athena: starts them, waits for them within a deadline and reads their
/// rows (Athena API 2017-05-18, protocol JSON 1.1).
///
/// A query is stopped when nobody waits for it any longer, because time is up or the task was
/// cancelled, so that nobody pays for unread results. Only a query whose start went unanswered
/// cannot be stopped, because its id is unknown.
package struct AthenaClient: SQLRunner {
  let caller: any AWSCaller
  let settings: AthenaSettings
  let clock: Clock

  /// - Parameter clock: for waiting and the deadline.
  package init(
    calling caller: any AWSCaller, settings: AthenaSettings, clock: Clock = .system
  ) {
    self.caller = caller
    self.settings = settings
    self.clock = clock
  }

  package func rows(of query: SQLQuery) async throws(SQLError) -> [SQLRow] {
    let end = clock.uptime() + settings.deadline
    let id = try await start(query, until: end)
    do throws(SQLError) {
      try await finish(id, until: end)
      return try await results(of: id, until: end)
    } catch {
      switch error.code {
      case .timedOut, .cancelled, .throttled, .unreachable: await stop(id)
      case .failed: break
      }
      throw error
    }
  }

  private func start(_ query: SQLQuery, until end: Duration) async throws(SQLError)
    -> AthenaQueryID
  {
    let action = AthenaAction.start(query, token: Self.newToken(), settings)
    let answer = try await ask(action, until: end)
    guard let id = answer["QueryExecutionId"]?.string, !id.isEmpty else {
      throw unreadable(action)
    }
    return AthenaQueryID(text: id)
  }

  /// 32 hex digits that no other query has; the service accepts 32 to 128 characters.
  private static func newToken() -> String {
    [UInt64.random(in: .min ... .max), .random(in: .min ... .max)].map {
      let digits = String($0, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// Returns when all rows are ready.
  private func finish(_ id: AthenaQueryID, until end: Duration) async throws(SQLError) {
    var pauses = AthenaPauses()
    let action = AthenaAction.state(of: id)
    while true {
      switch AthenaQueryState(try await ask(action, until: end)) {
      case .queued, .running:
        try await pause(
          pauses.next(), until: end,
          orElse: SQLError(
            code: .timedOut,
            reason: "query \(id.text) was not done after \(settings.deadline)"))
      case .succeeded:
        return
      case .failed(let reason):
        throw SQLError(code: .failed, reason: "query \(id.text) failed: \(reason)")
      case .cancelled(let reason):
        throw SQLError(code: .failed, reason: "query \(id.text) was cancelled: \(reason)")
      case nil:
        throw unreadable(action)
      }
    }
  }

  private func results(of id: AthenaQueryID, until end: Duration) async throws(SQLError)
    -> [SQLRow]
  {
    var rows: [SQLRow] = []
    var action = AthenaAction.results(of: id, nextToken: nil)
    var isFirst = true
    while true {
      guard let page = AthenaResultPage(try await ask(action, until: end), isFirst: isFirst) else {
        throw unreadable(action)
      }
      rows += page.rows
      guard rows.count <= settings.rowLimit else {
        throw SQLError(
          code: .failed,
          reason: "query \(id.text) gave more rows than the limit of \(settings.rowLimit)")
      }
      guard let nextToken = page.nextToken else { return rows }
      action = .results(of: id, nextToken: nextToken)
      isFirst = false
    }
  }

  /// Tells the service that nobody waits any longer. Best effort: the query's own error counts,
  /// whatever the service answers.
  private func stop(_ id: AthenaQueryID) async {
    // A task of its own, because this one may be cancelled. It is awaited, because a function may
    // be frozen after its answer, but not for long, because a client waits for that answer.
    await Task { _ = try? await call(.stop(id), within: .seconds(1)) }.value
  }

  private func unreadable(_ action: AthenaAction) -> SQLError {
    SQLError(code: .unreachable, reason: "the answer to \(action.name) was not understood")
  }
}

/// Where Athena runs queries, and how long they may take.
package struct AthenaSettings: Hashable, Sendable {
  /// The URL of the service without a path, such as `https://athena.eu-central-1.amazonaws.com`.
  package var endpoint: String
  /// The database in which table names are looked up.
  package var database: String
  /// The workgroup whose settings apply; it must name the location of results.
  package var workgroup: String
  package var catalog = "AwsDataCatalog"
  /// From the first call to the last row.
  package var deadline: Duration = .seconds(25)
  /// The max rows of a result; more are an error. A power of two, like the requested limits of
  /// boards.
  package var rowLimit = 1 << 16

  package init(endpoint: String, database: String, workgroup: String) {
    self.endpoint = endpoint
    self.database = database
    self.workgroup = workgroup
  }
}

/// Pauses between polls: growing, with jitter so that queries that started together spread out.
struct AthenaPauses {
  private var longest: Duration = .milliseconds(50)

  /// Between half of the bound and the whole.
  mutating func next() -> Duration {
    defer { longest = min(longest * 1.5, .seconds(1)) }
    return longest * Double.random(in: 0.5...1)
  }
}
