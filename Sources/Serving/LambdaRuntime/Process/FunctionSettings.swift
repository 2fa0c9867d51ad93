import Failures

/// The settings of a function: environment variables, each parsed to a value or rejected by name.
package struct FunctionSettings: Sendable {
  package let variables: [String: String]

  package init(_ variables: [String: String]) {
    self.variables = variables
  }

  /// The text of a variable; `nil` if it is missing or empty.
  package subscript(name: String) -> String? {
    variables[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// A required variable.
  package func required(_ name: String, expected: String) throws(FunctionFailure) -> String {
    guard let text = self[name] else {
      throw Self.rejection(of: name, found: nil, expected: expected)
    }
    return text
  }

  /// A variable parsed by `parse`; `nil` if it is missing or empty.
  package func value<Value>(
    _ name: String, expected: String, _ parse: (String) -> Value?
  ) throws(FunctionFailure) -> Value? {
    guard let text = self[name] else { return nil }
    guard let value = parse(text) else {
      throw Self.rejection(of: name, found: text, expected: expected)
    }
    return value
  }

  /// The function's memory according to Lambda; `nil` outside of Lambda.
  package var memoryBytes: Int? {
    get throws(FunctionFailure) {
      try value("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", expected: "megabytes, 128 or more") {
        Int($0).flatMap { (128...1 << 20).contains($0) ? $0 << 20 : nil }
      }
    }
  }

  /// The error for an invalid variable.
  package static func rejection(
    of name: String, found: String?, expected: String
  ) -> FunctionFailure {
    let found = found.map { "\"\($0.prefix(200))\"" } ?? "nothing"
    return FunctionFailure(
      code: .invalidSettings, place: name, reason: "found \(found), expected \(expected)")
  }
}
