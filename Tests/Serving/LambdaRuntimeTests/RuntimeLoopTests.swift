import Bytes
import Failures
import JSON
import Synchronization
import Testing
import Time

@testable import LambdaRuntime

/// Runs a loop to its end over scripted invocations; the handler answers with the payload.
private func run(
  _ connection: ScriptedConnection, log: KeptLines = KeptLines(), clock: Clock = .atEpoch,
  trace: @escaping @Sendable (String?) -> Void = { _ in },
  handler: ClosureHandler = ClosureHandler { invocation, _ in invocation.payload }
) async -> RuntimeError {
  await RuntimeLoop(
    connection: connection, handler: handler, log: FunctionLog(to: log, now: { .epoch }),
    functionName: "test", clock: clock, trace: trace
  ).run()
}

private let broken = FunctionFailure(code: .unfinished, place: "inbox/a", reason: "no store")

@Suite struct RuntimeLoopTests {
  @Test func eachInvocationIsAnsweredBeforeTheNextIsAskedFor() async {
    let connection = ScriptedConnection([
      .success(Invocation("a", payload: "1")), .success(Invocation("b", payload: "2")),
    ])
    let end = await run(connection)
    #expect(end.code == .environmentFailed)
    #expect(connection.calls == [.next, .respond("a", "1"), .next, .respond("b", "2"), .next])
  }

  @Test func aFailureIsReportedAndTheLoopGoesOn() async {
    let connection = ScriptedConnection([.success(Invocation("a")), .success(Invocation("b"))])
    _ = await run(
      connection,
      handler: ClosureHandler { invocation, _ throws(FunctionFailure) in
        if invocation.requestID == "a" { throw broken }
        return invocation.payload
      })
    #expect(
      connection.calls == [.next, .fail("a", .unfinished), .next, .respond("b", "{}"), .next])
  }

  @Test(
    "What a refused response leads to",
    arguments: [
      (RuntimeErrorCode.tooLarge, true), (.outOfTurn, true), (.unknownRequest, true),
      (.unexpectedStatus, true), (.unreachable, true), (.environmentFailed, false),
    ])
  func aRefusedResponse(_ rejection: RuntimeErrorCode, goesOn: Bool) async {
    let log = KeptLines()
    let connection = ScriptedConnection(
      [.success(Invocation("a")), .success(Invocation("b"))], refusals: [rejection])
    let end = await run(connection, log: log)
    // No error is posted after a response, whatever became of it.
    #expect(connection.calls.prefix(2) == [.next, .respond("a", "{}")])
    #expect(connection.calls.contains(.respond("b", "{}")) == goesOn)
    #expect(end.code == (goesOn ? .environmentFailed : rejection))
    #expect(log.json.contains { $0["level"]?.string == "ERROR" && $0["requestId"]?.string == "a" })
  }

  @Test(arguments: [
    RuntimeErrorCode.unreachable, .outOfTurn, .unknownRequest, .environmentFailed,
    .unexpectedStatus, .unreadableInvocation(requestID: nil),
  ])
  func withoutAnInvocationTheLoopEnds(_ code: RuntimeErrorCode) async {
    let connection = ScriptedConnection([.failure(RuntimeError(code))])
    #expect(await run(connection).code == code)
    #expect(connection.calls == [.next])
  }

  @Test func anInvocationWithoutItsDeadlineIsReportedAsFailed() async {
    let connection = ScriptedConnection([
      .failure(RuntimeError(.unreadableInvocation(requestID: "a"))), .success(Invocation("b")),
    ])
    _ = await run(connection)
    #expect(
      connection.calls == [
        .next, .fail("a", .unreadableInvocation), .next, .respond("b", "{}"), .next,
      ])
  }

  @Test func theTraceIsHandedOnBeforeEachInvocation() async {
    let traces = KeptTraces()
    let connection = ScriptedConnection([
      .success(Invocation("a", traceID: "Root=1-2")), .success(Invocation("b")),
    ])
    _ = await run(connection, trace: { traces.add($0) })
    #expect(traces.all == ["Root=1-2", nil])
  }

  @Test func theFirstInvocationOfAProcessIsTheColdOne() async {
    let log = KeptLines()
    _ = await run(
      ScriptedConnection([.success(Invocation("a")), .success(Invocation("b"))]), log: log)
    let metrics = log.json.filter { $0["_aws"] != nil }
    #expect(metrics.map { $0["ColdStart"]?.integer } == [1, 0])
    #expect(metrics.map { $0["requestId"]?.string } == ["a", "b"])
    #expect(metrics.allSatisfy { $0["Duration"]?.integer ?? -1 >= 0 })
  }
}

@Suite struct HandlingDeadlineTests {
  @Test func workThatHeedsItsCancellationIsReportedAsLate() async {
    let log = KeptLines()
    let connection = ScriptedConnection([.success(Invocation("a"))])
    _ = await run(
      connection, log: log, clock: .hurrying,
      handler: ClosureHandler { invocation, _ throws(FunctionFailure) in
        do { try await untilCancelled() } catch { throw broken }
        return invocation.payload
      })
    #expect(connection.calls == [.next, .fail("a", .deadlineExceeded), .next])
    #expect(log.json.contains { $0["message"]?.string?.contains("deadline") == true })
  }

  @Test func workThatIsDoneAllTheSameCounts() async {
    let connection = ScriptedConnection([.success(Invocation("a"))])
    _ = await run(
      connection, clock: .hurrying,
      handler: ClosureHandler { invocation, _ in
        try? await untilCancelled()
        return invocation.payload
      })
    #expect(connection.calls == [.next, .respond("a", "{}"), .next])
  }

  @Test func aFailureInTimeIsToldAsItIs() async {
    let connection = ScriptedConnection([.success(Invocation("a"))])
    _ = await run(
      connection,
      handler: ClosureHandler { _, _ throws(FunctionFailure) in throw broken })
    #expect(connection.calls == [.next, .fail("a", .unfinished), .next])
  }

  @Test func workIsNotBegunAfterItsDeadline() async {
    let late = Clock(now: { Clock.system.now() }, sleep: { _ in })
    let connection = ScriptedConnection([.success(Invocation("a"))])
    let begun = KeptTraces()
    _ = await run(
      connection, clock: late,
      handler: ClosureHandler { invocation, _ in
        begun.add(nil)
        return invocation.payload
      })
    #expect(connection.calls == [.next, .fail("a", .deadlineExceeded), .next])
    #expect(begun.all.isEmpty)
  }

  @Test(
    "How long before the deadline work is cancelled",
    arguments: [(60_000, 58_500), (5_000, 3_500), (3_000, 1_500), (2_000, 1_000), (10, 5)])
  func margin(left: Int64, waited: Int64) async {
    let waits = KeptWaits()
    let clock = Clock(
      now: { .epoch },
      sleep: {
        waits.add($0)
        try await untilCancelled()
      })
    let invocation = Invocation(
      requestID: "a", deadline: .init(millisecondsSinceEpoch: left) ?? .epoch, functionARN: "",
      traceID: nil, payload: SharedBytes(""))
    _ = await HandlingDeadline(clock: clock)
      .keep(for: invocation, log: FunctionLog(to: KeptLines())) {
        () async throws(FunctionFailure) in
        await waits.first()
        return SharedBytes("")
      }
    #expect(waits.all == [.milliseconds(waited)])
  }
}

private final class KeptTraces: Sendable {
  private let traces = Mutex<[String?]>([])
  var all: [String?] { traces.withLock { $0 } }
  func add(_ trace: String?) { traces.withLock { $0.append(trace) } }
}

private final class KeptWaits: Sendable {
  private let waits = Mutex<[Duration]>([])
  private let (stream, continuation) = AsyncStream.makeStream(of: Void.self)

  var all: [Duration] { waits.withLock { $0 } }

  func add(_ wait: Duration) {
    waits.withLock { $0.append(wait) }
    continuation.yield()
  }

  /// Returns once there is a wait.
  func first() async {
    for await _ in stream { return }
  }
}
