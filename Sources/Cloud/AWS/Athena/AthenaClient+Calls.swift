import Bytes
import Failures
import HTTP
import HTTPClient
import JSON
import SQL
import Time

extension AthenaClient {
  /// Calls until the service is no longer too busy, or time is up.
  func ask(_ action: AthenaAction, until end: Duration) async throws(SQLError) -> JSONValue {
    var pauses = AthenaPauses()
    while true {
      let left = end - clock.uptime()
      guard left > .zero else {
        throw SQLError(
          code: .timedOut,
          reason: "\(action.name) was not called: the deadline of \(settings.deadline) passed")
      }
      do throws(AWSError) {
        return try await call(action, within: left)
      } catch {
        guard error.isThrottling else { throw SQLError(error) }
        try await pause(pauses.next(), until: end, orElse: SQLError(error))
      }
    }
  }

  /// Calls once, even if the service is too busy.
  func call(_ action: AthenaAction, within limit: Duration) async throws(AWSError) -> JSONValue {
    let request = ClientRequest(
      .post, "\(settings.endpoint)/",
      headers: [
        "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "AmazonAthena.\(action.name)",
      ],
      body: [SharedBytes(action.body)])
    let response = try await caller.call(request, of: .athena, within: limit)
    do throws(JSONError) {
      return try JSONValue(parsing: response.body.array, byteLimit: request.limits.responseBytes)
    } catch {
      throw AWSError(
        service: .athena, operation: action.name,
        cause: .unreadableAnswer(reason: "no JSON, \(error.code.rawValue) at \(error.offset)"))
    }
  }

  /// Waits, unless the deadline comes first.
  func pause(
    _ duration: Duration, until end: Duration, orElse error: SQLError
  ) async throws(SQLError) {
    guard clock.uptime() + duration < end else { throw error }
    do {
      try await clock.sleep(duration)
    } catch {
      throw SQLError(code: .cancelled, reason: "the caller cancelled the query")
    }
  }
}

extension AWSError {
  /// Whether the service asks for a later retry. Athena does so with the status 400, too.
  fileprivate var isThrottling: Bool {
    guard case .service(let answer) = cause else { return false }
    let codes = ["TooManyRequestsException", "ThrottlingException", "Throttling"]
    return answer.status == 429 || codes.contains(answer.code)
  }
}

extension SQLError {
  fileprivate init(_ error: AWSError) {
    let code: Code =
      switch error.cause {
      case .service where error.isThrottling: .throttled
      case .service(let answer): answer.status >= 500 ? .unreachable : .failed
      case .transport(let cause) where cause.code == .timedOut: .timedOut
      case .transport(let cause) where cause.code == .cancelled: .cancelled
      case .transport, .credentials, .unreadableAnswer: .unreachable
      }
    self.init(code: code, reason: "\(error)", underlying: error)
  }
}
