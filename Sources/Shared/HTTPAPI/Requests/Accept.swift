import HTTP

/// The media types that a client accepts (RFC 9110, section 12.5.1).
package struct Accept {
  private struct Range {
    let type: String
    let weight: Int
  }

  private let ranges: [Range]

  private static let anything = "*/*"

  /// Whether a header means that the client accepts everything: it does if there is none.
  static func isAnything(_ header: String?) -> Bool {
    header.map { $0.isEmpty || $0 == anything } ?? true
  }

  /// - Parameter header: `nil` or empty if the client accepts everything.
  package init(_ header: String?) {
    let named = header?.isEmpty == false ? header : nil
    ranges = (named ?? Self.anything).split(separator: ",").compactMap { element in
      let parts = element.split(separator: ";").map(\.trimmedOfBlanks)
      guard let type = parts.first, !type.isEmpty else { return nil }
      let weight = parts.dropFirst().first { $0.lowercased().hasPrefix("q=") }
      return Range(
        type: type.lowercased(),
        weight: weight.map { QualityWeight.thousandths($0.dropFirst(2)) ?? 0 }
          ?? QualityWeight.maximum)
    }
  }

  /// The client's preferred type, the first of equal ones; `nil` if it accepts none.
  package func preferred(of types: [String]) -> String? {
    let weighed = types.map { ($0, weight(of: $0)) }
    guard let best = weighed.map(\.1).max(), best > 0 else { return nil }
    return weighed.first { $0.1 == best }?.0
  }

  /// The weight of the most specific range that matches the type.
  private func weight(of type: String) -> Int {
    let family = type.prefix { $0 != "/" } + "/*"
    for wanted in [type, String(family), Self.anything] {
      if let range = ranges.first(where: { $0.type == wanted }) { return range.weight }
    }
    return 0
  }
}

/// The weights of a client's preferences (RFC 9110, section 12.4.2).
enum QualityWeight {
  static let maximum = 1000

  /// Parses `0.8`; anything else gives `nil`.
  static func thousandths(_ text: Substring) -> Int? {
    let digits = text.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = digits.count > 1 ? digits[1] : ""
    guard (1...2).contains(digits.count), fraction.utf8.count <= 3,
      fraction.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let thousandths = Int(fraction + String(repeating: "0", count: 3 - fraction.utf8.count))
    else { return nil }
    switch digits[0] {
    case "0": return thousandths
    case "1": return thousandths == 0 ? maximum : nil
    default: return nil
    }
  }
}
