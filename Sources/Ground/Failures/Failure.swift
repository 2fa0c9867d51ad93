/// An error: what kind of failure it is, what it concerns, and why it happened.
///
/// Each module names its own failures by its own codes, such as
/// `typealias HTTPError = Failure<HTTPErrorCode>`.
package struct Failure<Code: FailureCode>: Error {
  package let code: Code
  /// What the failure concerns, such as a key, a URL or a variable; empty if nothing in particular.
  package let place: String
  /// What was found, or what the system or a service said.
  package let reason: String
  /// The error that caused this one.
  package let underlying: (any Error)?

  package init(
    code: Code, place: String = "", reason: String, underlying: (any Error)? = nil
  ) {
    self.code = code
    self.place = place
    self.reason = reason
    self.underlying = underlying
  }
}

/// The kinds of failure of a module.
package protocol FailureCode: Hashable, Sendable {
  /// The one-line description of a failure of this kind; by default `place: reason`.
  func description(place: String, reason: String) -> String
}

extension FailureCode {
  package func description(place: String, reason: String) -> String {
    place.isEmpty ? reason : "\(place): \(reason)"
  }
}

extension Failure: CustomStringConvertible {
  package var description: String { code.description(place: place, reason: reason) }
}

extension Failure: Hashable {
  /// Two failures are equal if code, place and reason are; their causes are not compared.
  package static func == (left: Failure, right: Failure) -> Bool {
    left.code == right.code && left.place == right.place && left.reason == right.reason
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(code)
    hasher.combine(place)
    hasher.combine(reason)
  }
}
