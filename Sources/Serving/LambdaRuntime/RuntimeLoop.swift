import Bytes
import Failures
import JSON
package import Time

/// Handles one invocation after another until the Runtime API gives no more.
package struct RuntimeLoop<Connection: RuntimeConnection, Handler: InvocationHandler>: Sendable {
  private let connection: Connection
  private let handler: Handler
  private let log: FunctionLog
  private let functionName: String
  private let deadline: HandlingDeadline
  private let trace: @Sendable (String?) -> Void

  /// - Parameters:
  ///   - functionName: the dimension of the metrics.
  ///   - trace: called with the trace id before each invocation, to set it in the environment.
  package init(
    connection: Connection, handler: Handler, log: FunctionLog, functionName: String,
    clock: Clock = .system, trace: @escaping @Sendable (String?) -> Void = { _ in }
  ) {
    self.connection = connection
    self.handler = handler
    self.log = log
    self.functionName = functionName
    self.trace = trace
    deadline = HandlingDeadline(clock: clock)
  }

  /// Runs until the process has to end.
  /// - Returns: the reason.
  package func run() async -> RuntimeError {
    var state = RuntimeState.waiting
    var isCold = true
    while true {
      switch state {
      case .waiting:
        state = .asked(await result(of: connection.next))
      case .handling(let invocation):
        state = .handled(invocation, await handle(invocation, isCold: isCold))
        isCold = false
      case .responding(let requestID, let body):
        state = await post(about: requestID) { () async throws(RuntimeError) in
          try await connection.respond(to: requestID, with: body)
        }
      case .failing(let requestID, let failure):
        log.of(requestID).error(failure.description) {
          $0.member("errorType", failure.code.rawValue)
        }
        state = await post(about: requestID) { () async throws(RuntimeError) in
          try await connection.fail(requestID, with: failure)
        }
      case .ended(let error):
        return error
      }
    }
  }

  private func handle(
    _ invocation: Invocation, isCold: Bool
  ) async -> Result<SharedBytes, FunctionFailure> {
    trace(invocation.traceID)
    let context = InvocationContext(log: log.of(invocation.requestID))
    let started = ContinuousClock.now
    let result = await deadline.keep(for: invocation, log: context.log) {
      () async throws(FunctionFailure) in
      try await handler.handle(invocation, in: context)
    }
    context.metrics.add(started.duration(to: .now), to: .duration)
    context.metrics.add(isCold ? 1 : 0, to: .coldStart)
    context.log.write(context.metrics, of: functionName)
    return result
  }

  private func post(
    about requestID: String, _ send: () async throws(RuntimeError) -> Void
  ) async -> RuntimeState {
    let result = await result(of: send)
    if case .failure(let error) = result {
      log.of(requestID).error("\(error)")
    }
    return .posted(result)
  }

  private func result<Value>(
    of body: () async throws(RuntimeError) -> Value
  ) async -> Result<Value, RuntimeError> {
    do throws(RuntimeError) {
      return .success(try await body())
    } catch {
      return .failure(error)
    }
  }
}
