import Bytes

/// The parameters of a request's query, each at most once.
struct QueryParameters {
  private var values: [String: String] = [:]

  /// - Throws: a `bad_parameter` problem for broken escapes and for a parameter given twice.
  init(_ query: String) throws(Problem) {
    for pair in query.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = PercentDecoding.decode(parts[0], plusIsSpace: true),
        let value = PercentDecoding.decode(parts.count > 1 ? parts[1] : "", plusIsSpace: true)
      else {
        throw .badParameter(
          String(parts[0]), found: String(pair), expected: "percent-encoded UTF-8")
      }
      guard values.updateValue(value, forKey: name) == nil else {
        throw .badParameter(name, found: query, expected: "the parameter once")
      }
    }
  }

  subscript(name: String) -> String? { values[name] }

  /// A whole number within a range.
  func number(_ name: String, in range: ClosedRange<Int>, default standard: Int) throws(Problem)
    -> Int
  {
    guard let text = values[name] else { return standard }
    guard let number = Int(text), range.contains(number) else {
      throw .badParameter(
        name, found: text,
        expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}
