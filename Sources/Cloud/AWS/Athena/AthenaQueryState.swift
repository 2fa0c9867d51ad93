import JSON

/// The progress of a query (Athena API, `QueryExecutionStatus`).
enum AthenaQueryState: Equatable {
  case queued
  case running
  case succeeded
  /// - Parameter reason: in the service's words.
  case failed(reason: String)
  case cancelled(reason: String)

  /// - Parameter answer: the answer of `GetQueryExecution`.
  /// - Returns: `nil` if it has no state, or an unknown one.
  init?(_ answer: JSONValue) {
    guard let status = answer["QueryExecution"]?["Status"], let state = status["State"]?.string
    else { return nil }
    switch state {
    case "QUEUED": self = .queued
    case "RUNNING": self = .running
    case "SUCCEEDED": self = .succeeded
    case "FAILED": self = .failed(reason: Self.reason(status))
    case "CANCELLED": self = .cancelled(reason: Self.reason(status))
    default: return nil
    }
  }

  /// The reason of a state change, and the service's kind of error (Athena API, `AthenaError`).
  private static func reason(_ status: JSONValue) -> String {
    var parts = [status["StateChangeReason"]?.string ?? "no reason was given"]
    if let error = status["AthenaError"] {
      if let type = error["ErrorType"]?.integer { parts.append("error type \(type)") }
      if let category = error["ErrorCategory"]?.integer { parts.append("category \(category)") }
      if error["Retryable"]?.bool == true { parts.append("may succeed later") }
    }
    return parts.joined(separator: ", ")
  }
}
