import Bytes

/// The parameters of a query, each at most once.
package struct QueryParameters {
  private var values: [(name: String, value: String)] = []
  /// The max number if the answer will not be compressed; `nil` for no limit.
  package var maxPlainNumber: Int?

  /// - Parameter names: the route's parameters.
  /// - Throws: a `bad_parameter` problem for invalid escapes, repeated parameters and unknown ones.
  package init(_ query: String, knowing names: [String]) throws(ProblemDetails) {
    if query.isEmpty { return }
    for pair in query.utf8.split(separator: UInt8(ascii: "&")) {
      let end = pair.firstIndex(of: UInt8(ascii: "="))
      let encodedName = String(Substring(pair[..<(end ?? pair.endIndex)]))
      let encodedValue = end.map { String(Substring(pair[$0...].dropFirst())) } ?? ""
      guard let name = PercentDecoding.decode(encodedName, plusIsSpace: true),
        let value = PercentDecoding.decode(encodedValue, plusIsSpace: true)
      else {
        throw .badParameter(
          encodedName, found: String(Substring(pair)), expected: "percent-encoded UTF-8")
      }
      guard names.contains(name) else {
        let known = names.isEmpty ? "no parameters here" : "one of \(names.joined(separator: ", "))"
        throw .badParameter(name, found: String(Substring(pair)), expected: known)
      }
      guard self[name] == nil else {
        throw .badParameter(name, found: query, expected: "the parameter once")
      }
      values.append((name, value))
    }
  }

  package subscript(name: String) -> String? { values.first { $0.name == name }?.value }

  /// A parsed value; `nil` if the parameter is missing.
  /// - Parameter expected: what the parser takes, for the problem of another text.
  package func value<Value>(
    _ name: String, expected: @autoclosure () -> String, _ parse: (String) -> Value?
  ) throws(ProblemDetails) -> Value? {
    guard let text = self[name] else { return nil }
    guard let value = parse(text) else {
      throw .badParameter(name, found: text, expected: expected())
    }
    return value
  }

  /// A whole number within a range, written with digits only.
  package func number(
    _ name: String, in range: ClosedRange<Int>, default standard: Int
  ) throws(ProblemDetails) -> Int {
    let upper = min(range.upperBound, maxPlainNumber ?? .max)
    return try value(name, expected: Self.expected(range, upper)) { text in
      Int(text).flatMap { range.contains($0) && $0 <= upper && String($0) == text ? $0 : nil }
    } ?? standard
  }

  private static func expected(_ range: ClosedRange<Int>, _ upper: Int) -> String {
    let rest =
      upper < range.upperBound ? ", or up to \(range.upperBound) with Accept-Encoding: gzip" : ""
    return "a whole number from \(range.lowerBound) to \(upper)\(rest)"
  }

  /// Rejects the first of some parameters that is used together with another one.
  package func refuse(_ names: [String], beside other: String) throws(ProblemDetails) {
    guard self[other] != nil else { return }
    for name in names {
      guard let text = self[name] else { continue }
      throw .badParameter(name, found: text, expected: "it without \(other)")
    }
  }
}
