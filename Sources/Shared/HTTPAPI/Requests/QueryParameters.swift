import Bytes

/// The parameters of a query, each at most once.
package struct QueryParameters {
  private var values: [String: String] = [:]
  /// The max number if the answer will not be compressed; `nil` for no limit.
  package var maxPlainNumber: Int?

  /// - Parameter names: the route's parameters.
  /// - Throws: a `bad_parameter` problem for invalid escapes, repeated parameters and unknown ones.
  package init(_ query: String, knowing names: [String]) throws(ProblemDetails) {
    for pair in query.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = PercentDecoding.decode(parts[0], plusIsSpace: true),
        let value = PercentDecoding.decode(parts.count > 1 ? parts[1] : "", plusIsSpace: true)
      else {
        throw .badParameter(
          String(parts[0]), found: String(pair), expected: "percent-encoded UTF-8")
      }
      guard names.contains(name) else {
        let known = names.isEmpty ? "no parameters here" : "one of \(names.joined(separator: ", "))"
        throw .badParameter(name, found: String(pair), expected: known)
      }
      guard values.updateValue(value, forKey: name) == nil else {
        throw .badParameter(name, found: query, expected: "the parameter once")
      }
    }
  }

  package subscript(name: String) -> String? { values[name] }

  /// A parsed value; `nil` if the parameter is missing.
  package func value<Value>(
    _ name: String, expected: String, _ parse: (String) -> Value?
  ) throws(ProblemDetails) -> Value? {
    guard let text = values[name] else { return nil }
    guard let value = parse(text) else {
      throw .badParameter(name, found: text, expected: expected)
    }
    return value
  }

  /// A whole number within a range, written with digits only.
  package func number(
    _ name: String, in range: ClosedRange<Int>, default standard: Int
  ) throws(ProblemDetails) -> Int {
    let upper = min(range.upperBound, maxPlainNumber ?? .max)
    var expected = "a whole number from \(range.lowerBound) to \(upper)"
    if upper < range.upperBound {
      expected += ", or up to \(range.upperBound) with Accept-Encoding: gzip"
    }
    return try value(name, expected: expected) { text in
      Int(text).flatMap { range.contains($0) && $0 <= upper && String($0) == text ? $0 : nil }
    } ?? standard
  }

  /// Rejects the first of some parameters that is used together with another one.
  package func refuse(_ names: [String], beside other: String) throws(ProblemDetails) {
    guard values[other] != nil else { return }
    for name in names {
      guard let text = values[name] else { continue }
      throw .badParameter(name, found: text, expected: "it without \(other)")
    }
  }
}
