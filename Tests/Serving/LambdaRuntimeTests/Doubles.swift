import Bytes
import Failures
import JSON
import Synchronization
import Time

@testable import LambdaRuntime

/// A Runtime API in memory that gives the invocations it was made with and notes what it is told.
final class ScriptedConnection: RuntimeConnection {
  enum Call: Equatable {
    case next
    case respond(String, String)
    case fail(String, FunctionFailureCode)
    case failInitialisation(FunctionFailureCode)
  }

  private struct State {
    var invocations: [Result<Invocation, RuntimeError>]
    var refusals: [RuntimeErrorCode]
    var calls: [Call] = []
  }

  private let state: Mutex<State>

  /// - Parameters:
  ///   - invocations: what `next` gives; once they are used up the environment has failed.
  ///   - refusals: how the first posts are refused; those after them are taken.
  init(_ invocations: [Result<Invocation, RuntimeError>], refusals: [RuntimeErrorCode] = []) {
    state = Mutex(State(invocations: invocations, refusals: refusals))
  }

  var calls: [Call] { state.withLock { $0.calls } }

  func next() async throws(RuntimeError) -> Invocation {
    let result = state.withLock { state -> Result<Invocation, RuntimeError> in
      state.calls.append(.next)
      return state.invocations.isEmpty
        ? .failure(RuntimeError(.environmentFailed)) : state.invocations.removeFirst()
    }
    return try result.get()
  }

  func respond(to requestID: String, with body: SharedBytes) async throws(RuntimeError) {
    try post(.respond(requestID, String(decoding: body.array, as: UTF8.self)))
  }

  func fail(_ requestID: String, with failure: FunctionFailure) async throws(RuntimeError) {
    try post(.fail(requestID, failure.code))
  }

  func failInitialisation(with failure: FunctionFailure) async throws(RuntimeError) {
    try post(.failInitialisation(failure.code))
  }

  private func post(_ call: Call) throws(RuntimeError) {
    let rejection = state.withLock { state -> RuntimeErrorCode? in
      state.calls.append(call)
      return state.refusals.isEmpty ? nil : state.refusals.removeFirst()
    }
    if let rejection { throw RuntimeError(rejection) }
  }
}

/// A handler made of a closure.
struct ClosureHandler: InvocationHandler {
  let body: @Sendable (Invocation, InvocationContext) async throws(FunctionFailure) -> SharedBytes

  func handle(
    _ invocation: Invocation, in context: InvocationContext
  ) async throws(FunctionFailure) -> SharedBytes {
    try await body(invocation, context)
  }
}

/// Keeps the lines of a log.
final class KeptLines: LogOutput {
  private let lines = Mutex<[[UInt8]]>([])

  func write(line: [UInt8]) { lines.withLock { $0.append(line) } }

  /// Each line as JSON; `null` for one that is none.
  var json: [JSONValue] {
    lines.withLock { $0 }.map { (try? JSONValue(parsing: $0)) ?? .null }
  }
}

extension RuntimeError {
  init(_ code: Code) {
    self.init(code: code, place: "POST /somewhere", reason: "as the test wants it")
  }
}

extension Invocation {
  /// An invocation whose deadline is a minute after the epoch.
  init(_ requestID: String, payload: String = "{}", traceID: String? = nil) {
    self.init(
      requestID: requestID, deadline: Instant(millisecondsSinceEpoch: 60_000) ?? .epoch,
      functionARN: "arn:aws:lambda:eu-central-1:123456789012:function:test", traceID: traceID,
      payload: SharedBytes(payload))
  }
}

extension Clock {
  /// It is always the epoch, and a wait lasts until it is cancelled.
  static let atEpoch = Clock(now: { .epoch }, sleep: { _ in try await untilCancelled() })

  /// It is always the epoch, and every wait is over at once.
  static let hurrying = Clock(now: { .epoch }, sleep: { _ in })
}

/// Waits for the cancellation of the task.
func untilCancelled() async throws {
  let (stream, _) = AsyncStream.makeStream(of: Never.self)
  for await _ in stream {}
  try Task.checkCancellation()
}
