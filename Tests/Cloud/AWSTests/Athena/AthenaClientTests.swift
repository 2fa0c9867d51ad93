import AWS
import Failures
import HTTPClient
import JSON
import SQL
import TestSupport
import Testing

@Suite struct AthenaClientTests {
  private let query = SQLQuery("SELECT id, name FROM t WHERE a = ?", [.integer(-7)])
  private let clock = ManualClock()

  private func settings(_ change: (inout AthenaSettings) -> Void = { _ in }) -> AthenaSettings {
    var settings = AthenaSettings(
      endpoint: "http://athena", database: "standings", workgroup: "boards")
    change(&settings)
    return settings
  }

  private func rows(
    _ athena: ScriptedAthena, _ change: (inout AthenaSettings) -> Void = { _ in }
  ) async throws(SQLError) -> [SQLRow] {
    try await AthenaClient(calling: athena, settings: settings(change), clock: clock.clock)
      .rows(of: query)
  }

  private func code(_ athena: ScriptedAthena) async -> SQLErrorCode? {
    do {
      _ = try await rows(athena)
      return nil
    } catch {
      return error.code
    }
  }

  // MARK: The way to the rows

  @Test func aQueryIsStartedWaitedForAndRead() async throws {
    let athena = ScriptedAthena([
      .started, .state("QUEUED"), .state("RUNNING"), .state("SUCCEEDED"),
      .page([["id", "name"], ["1", "a"], ["2", nil], ["3", ""]]),
    ])
    #expect(try await rows(athena) == [["1", "a"], ["2", nil], ["3", ""]])
    #expect(
      athena.actions
        == ["StartQueryExecution"] + Array(repeating: "GetQueryExecution", count: 3)
        + ["GetQueryResults"])
    #expect(athena.calls[1...].allSatisfy { $0.body["QueryExecutionId"]?.string == "q-1" })
  }

  @Test func aStartNamesEverythingThatTheQueryNeeds() async throws {
    let athena = ScriptedAthena([.started, .state("SUCCEEDED"), .page([["id", "name"]])])
    _ = try await rows(athena)
    let start = athena.calls[0].body
    #expect(start["QueryString"]?.string == query.text)
    #expect(start["ExecutionParameters"] == .array([.string("-7")]))
    #expect(start["WorkGroup"]?.string == "boards")
    #expect(start["QueryExecutionContext"]?["Database"]?.string == "standings")
    #expect(start["QueryExecutionContext"]?["Catalog"]?.string == "AwsDataCatalog")
    #expect(start["ResultReuseConfiguration"] == nil)
  }

  @Test func pagesAreReadToTheLast() async throws {
    let athena = ScriptedAthena([
      .started, .state("SUCCEEDED"), .page([["id", "name"], ["1", "a"]], nextToken: "n1"),
      // Only the first page begins with a header: here a player may be called so.
      .page([["id", "name"]], nextToken: "n2"), .page([["2", "b"]]),
    ])
    #expect(try await rows(athena) == [["1", "a"], ["id", "name"], ["2", "b"]])
    #expect(athena.calls[2...].map { $0.body["NextToken"]?.string } == [nil, "n1", "n2"])
    #expect(athena.calls[2...].allSatisfy { $0.body["MaxResults"]?.integer == 1_000 })
  }

  // MARK: Time

  @Test func pausesGrowToASecondAndNoFurther() async throws {
    let running = Array(repeating: ScriptedAthena.Answer.state("RUNNING"), count: 18)
    let athena = ScriptedAthena(
      [.started] + running + [.state("SUCCEEDED"), .page([["id", "name"]])])
    _ = try await rows(athena)
    let pauses = clock.sleeps
    #expect(pauses.count == 18)
    #expect(pauses[0] >= .milliseconds(25) && pauses[0] <= .milliseconds(50))
    #expect(pauses.suffix(8).allSatisfy { $0 >= .milliseconds(500) && $0 <= .seconds(1) })
  }

  @Test func whoeverIsNotDoneInTimeIsStopped() async throws {
    let athena = ScriptedAthena([.started] + Array(repeating: .state("RUNNING"), count: 500))
    #expect(await code(athena) == .timedOut)
    #expect(athena.actions.last == "StopQueryExecution")
    #expect(athena.calls.last?.body["QueryExecutionId"]?.string == "q-1")
    #expect(clock.now <= .seconds(25))
  }

  @Test func noCallMayTakeLongerThanTimeIsLeft() async throws {
    let athena = ScriptedAthena([.started] + Array(repeating: .state("RUNNING"), count: 500))
    _ = await code(athena)
    let limits = athena.calls.dropLast().compactMap(\.limit)
    #expect(limits.first == .seconds(25))
    #expect(zip(limits, limits.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(athena.calls.last?.limit == .seconds(1))
  }

  @Test func aCancelledTaskStopsItsQuery() async throws {
    let athena = ScriptedAthena([.started, .none])
    let task = Task { await code(athena) }
    while athena.calls.count < 2 { await Task.yield() }
    task.cancel()
    #expect(await task.value == .cancelled)
    #expect(athena.actions.last == "StopQueryExecution")
  }

  // MARK: What the service says instead

  @Test(arguments: [
    (400, "TooManyRequestsException"), (400, "ThrottlingException"), (429, "Whatever"),
  ])
  func aBusyServiceIsAskedAgainWithTheSameToken(status: Int, code: String) async throws {
    let busy = ScriptedAthena.Answer.error(status: status, code: code)
    let athena = ScriptedAthena([
      busy, busy, .started, busy, .state("SUCCEEDED"), busy, .page([["id", "name"], ["1", "a"]]),
    ])
    #expect(try await rows(athena) == [["1", "a"]])
    let tokens = athena.calls.prefix(3).map { $0.body["ClientRequestToken"]?.string ?? "" }
    #expect(Set(tokens).count == 1)
    #expect((32...128).contains(tokens[0].utf8.count))
  }

  @Test func everyQueryHasATokenOfItsOwn() async throws {
    var tokens: Set<String> = []
    for _ in 0..<100 {
      let athena = ScriptedAthena([.started, .state("SUCCEEDED"), .page([["id", "name"]])])
      _ = try await rows(athena)
      tokens.insert(athena.calls[0].body["ClientRequestToken"]?.string ?? "")
    }
    #expect(tokens.count == 100)
  }

  @Test func aServiceThatStaysBusyIsSaidSo() async throws {
    let busy = ScriptedAthena.Answer.error(status: 400, code: "TooManyRequestsException")
    #expect(await code(ScriptedAthena(Array(repeating: busy, count: 500))) == .throttled)
  }

  @Test func aFailedQueryTellsTheServicesReason() async throws {
    let athena = ScriptedAthena([
      .started,
      .state(
        "FAILED",
        #","StateChangeReason":"SYNTAX_ERROR: line 1:8","#
          + #""AthenaError":{"ErrorCategory":2,"ErrorType":1301,"Retryable":false}"#),
    ])
    await #expect {
      try await rows(athena)
    } throws: { error in
      let reason = (error as? SQLError)?.reason ?? ""
      return (error as? SQLError)?.code == .failed
        && ["q-1", "SYNTAX_ERROR: line 1:8", "1301", "category 2"].allSatisfy(reason.contains)
    }
    #expect(!athena.actions.contains("StopQueryExecution"))
  }

  @Test(
    arguments: [
      ([.error(status: 400, code: "InvalidRequestException")], SQLErrorCode.failed),
      ([.error(status: 500, code: "InternalServerException")], .unreachable),
      ([.transport(.unconnected)], .unreachable),
      ([.transport(.timedOut)], .timedOut),
      ([.json("{}")], .unreachable),
      ([.json("<html>")], .unreachable),
      ([.started, .state("CANCELLED")], .failed),
      ([.started, .state("DREAMING")], .unreachable),
      ([.started, .json("[]")], .unreachable),
      ([.started, .state("SUCCEEDED"), .page([["name", "id"], ["1", "a"]])], .unreachable),
      ([.started, .state("SUCCEEDED"), .page([])], .unreachable),
      ([.started, .state("SUCCEEDED"), .page([["id", "name"], ["1"]])], .unreachable),
    ] as [([ScriptedAthena.Answer], SQLErrorCode)])
  func whateverGoesWrongHasACode(
    _ answers: [ScriptedAthena.Answer], _ expected: SQLErrorCode
  ) async throws {
    #expect(await code(ScriptedAthena(answers)) == expected)
  }

  @Test func moreRowsThanTheLimitAreAnError() async throws {
    let athena = ScriptedAthena([
      .started, .state("SUCCEEDED"), .page([["id", "name"], ["1", "a"], ["2", "b"]]),
    ])
    await #expect(throws: SQLError.self) { try await rows(athena) { $0.rowLimit = 1 } }
  }
}
