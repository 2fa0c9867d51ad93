import JSON

/// Why an invocation, or the start of the function, failed: what the Runtime API is told.
package struct FunctionFailure: Error, Hashable, Sendable {
  /// `Category.Reason`, as the header `Lambda-Runtime-Function-Error-Type` wants it.
  package enum Code: String, Hashable, Sendable, CaseIterable {
    /// A variable of the environment does not say what it should.
    case invalidSettings = "Function.InvalidSettings"
    /// The payload is no event of the kind this function is for.
    case unreadableEvent = "Function.UnreadableEvent"
    /// Parts of the event were not handled for a reason that may be gone later.
    case unfinished = "Function.Unfinished"
    /// The work was cancelled because the function would have been stopped in the midst of it.
    case deadlineExceeded = "Function.DeadlineExceeded"
    /// A fault of ours.
    case internalError = "Function.InternalError"
    /// The Runtime API gave an invocation that lacks what it must have.
    case unreadableInvocation = "Runtime.UnreadableInvocation"
  }

  package let code: Code
  /// What it was about: a variable, a key, a field.
  package let place: String
  package let reason: String

  package init(code: Code, place: String, reason: String) {
    self.code = code
    self.place = place
    self.reason = reason
  }

  /// The place and the reason in one line.
  package var message: String { place.isEmpty ? reason : "\(place): \(reason)" }

  /// The body that the Runtime API takes: valid JSON whatever stands in the texts.
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
