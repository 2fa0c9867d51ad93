/// Durations as settings write them: `5s`, `30m`, `1h30m`, `500ms`.
enum DurationText {
  private static let units: [(name: Substring, nanoseconds: Int64)] = [
    ("ms", 1_000_000), ("us", 1_000), ("ns", 1), ("s", 1_000_000_000), ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
  ]

  /// - Returns: `nil` for anything but whole numbers with units, such as `5`, `1.5s` and `-1s`, and
  ///   for more than 292 years.
  static func parse(_ text: String) -> Duration? {
    var rest = text[...]
    guard !rest.isEmpty else { return nil }
    var total: Int64 = 0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      guard let number = Int64(digits),
        let unit = units.first(where: { rest.hasPrefix($0.name) })
      else { return nil }
      rest = rest.dropFirst(unit.name.count)
      let (part, isTooLarge) = number.multipliedReportingOverflow(by: unit.nanoseconds)
      let (sum, isSumTooLarge) = total.addingReportingOverflow(part)
      guard !isTooLarge, !isSumTooLarge else { return nil }
      total = sum
    }
    return .nanoseconds(total)
  }

  /// Such as `1h30m`; `0s` for none.
  static func text(of duration: Duration) -> String {
    var rest = duration / .nanoseconds(1)
    var text = ""
    for unit in units.sorted(by: { $0.nanoseconds > $1.nanoseconds }) {
      let size = Double(unit.nanoseconds)
      let count = (rest / size).rounded(.down)
      if count > 0 { text += "\(Int64(count))\(unit.name)" }
      rest -= count * size
    }
    return text.isEmpty ? "0s" : text
  }
}
