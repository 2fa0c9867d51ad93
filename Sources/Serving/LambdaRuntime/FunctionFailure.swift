import JSON

/// Why an invocation, or the start of the function, failed, as reported to the Runtime API.
package struct FunctionFailure: Error, Hashable, Sendable {
  /// `Category.Reason`, the form of the header `Lambda-Runtime-Function-Error-Type`.
  package enum Code: String, Hashable, Sendable, CaseIterable {
    /// An invalid variable of the environment.
    case invalidSettings = "Function.InvalidSettings"
    /// The payload is not an event for this function.
    case unreadableEvent = "Function.UnreadableEvent"
    /// Parts of the event were not handled, for a reason that may pass.
    case unfinished = "Function.Unfinished"
    /// The work was cancelled, because Lambda was about to stop the function.
    case deadlineExceeded = "Function.DeadlineExceeded"
    /// A bug.
    case internalError = "Function.InternalError"
    /// The Runtime API gave an incomplete invocation.
    case unreadableInvocation = "Runtime.UnreadableInvocation"
  }

  package let code: Code
  /// The variable, key or field concerned.
  package let place: String
  package let reason: String

  package init(code: Code, place: String, reason: String) {
    self.code = code
    self.place = place
    self.reason = reason
  }

  /// The place and the reason in one line.
  package var message: String { place.isEmpty ? reason : "\(place): \(reason)" }

  /// The body for the Runtime API: valid JSON for any text.
  package var json: [UInt8] {
    var json = JSONWriter()
    json.object {
      $0.member("errorMessage", message)
      $0.member("errorType", code.rawValue)
      $0.array("stackTrace") { _ in }
    }
    return json.utf8
  }
}
