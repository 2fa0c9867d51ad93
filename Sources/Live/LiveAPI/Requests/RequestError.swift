import Failures
package import HTTPAPI
import JSON
import LiveScores

/// A body that is not what a route expects.
package struct RequestError: Error, Hashable, Sendable {
  package enum Code: String, Sendable {
    /// The body is no JSON.
    case invalidJSON = "invalid_json"
    /// A member is missing, unknown, repeated, or of another type.
    case invalidBody = "invalid_body"
    /// A member's value cannot be used.
    case invalidValue = "invalid_value"
  }

  package let code: Code
  /// The place in the body, such as `scores[3].player_id`; empty for the whole body.
  package let place: String
  package let reason: String

  package init(_ code: Code, at place: String, _ reason: String) {
    self.code = code
    self.place = place
    self.reason = reason
  }

  init(_ error: JSONError) {
    self.init(.invalidJSON, at: "", "expected \(error.expected) at byte \(error.offset)")
  }

  /// - Parameter place: of the object whose member the error names.
  init(_ error: LiveError, in place: String) {
    self.init(.invalidValue, at: place.member(error.place), error.reason)
  }

  /// The problem document: 400 for what cannot be read, 422 for values that cannot be used.
  package var problem: ProblemDetails {
    let detail = place.isEmpty ? reason : "\(place): \(reason)"
    return switch code {
    case .invalidJSON, .invalidBody:
      ProblemDetails(status: 400, code: code.rawValue, title: "Bad request", detail: detail)
    case .invalidValue:
      ProblemDetails(
        status: 422, code: code.rawValue, title: "Unprocessable content", detail: detail)
    }
  }
}

extension String {
  /// The place of a member of an object at this place.
  func member(_ name: String) -> String {
    isEmpty ? name : name.isEmpty ? self : "\(self).\(name)"
  }
}
