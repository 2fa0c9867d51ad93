import Failures

/// How scores of a board are written: whole numbers, or decimals with a fixed number of places.
///
/// A score is kept as a whole number of its smallest unit, such as 15 for `1.5` with one place, so
/// that sums and comparisons are exact. Its range is that of integers that a double holds exactly,
/// because clients and Redis read scores as doubles.
package struct ScoreScale: Hashable, Sendable {
  package static let maxPlaces = 9
  /// The largest score in units: 2^53 - 1. The smallest is its negative.
  package static let maxUnits: Int64 = 9_007_199_254_740_991
  /// Digits that a number may have, zeros included, so that reading one takes bounded time.
  private static let maxLength = 64

  /// Decimal places, from 0 to `maxPlaces`.
  package let places: Int

  package static let whole = ScoreScale(checked: 0)

  private init(checked places: Int) { self.places = places }

  /// - Throws: `LiveError` with `invalidBoard`.
  package init(places: Int) throws(LiveError) {
    guard (0...Self.maxPlaces).contains(places) else {
      throw LiveError(
        code: .invalidBoard, place: "decimal_places",
        reason: "expected 0 to \(Self.maxPlaces), found \(places)")
    }
    self.places = places
  }

  /// The units of a number as JSON writes it (RFC 8259, section 6): `1500`, `1.5`, `15e2`, `-0`.
  /// - Throws: `LiveError` with `invalidScore`; a number is never rounded.
  package func units(_ number: String) throws(LiveError) -> Int64 {
    guard number.utf8.count <= Self.maxLength else {
      throw invalid("expected at most \(Self.maxLength) characters, found \(number.utf8.count)")
    }
    guard let decimal = Decimal(number) else {
      throw invalid("expected a number, found '\(number)'")
    }
    guard decimal.digits != 0 else { return 0 }
    let shift = decimal.exponent + places
    guard shift >= 0 else {
      throw invalid(
        places == 0
          ? "expected a whole number, found \(number)"
          : "expected at most \(places) decimal places, found \(number)")
    }
    var units = decimal.digits
    for _ in 0..<min(shift, 20) {
      let (product, hasOverflow) = units.multipliedReportingOverflow(by: 10)
      guard !hasOverflow, product <= UInt64(Self.maxUnits) else { throw outOfRange(number) }
      units = product
    }
    guard units <= UInt64(Self.maxUnits) else { throw outOfRange(number) }
    return decimal.isNegative ? -Int64(units) : Int64(units)
  }

  /// The number that some units are, with all decimal places of the scale: `1.50`.
  package func text(_ units: some FixedWidthInteger) -> String {
    guard places > 0 else { return String(units) }
    let digits = String(units.magnitude)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return "\(units < 0 ? "-" : "")\(padded.dropLast(places)).\(padded.suffix(places))"
  }

  /// The sum of two scores of a board.
  /// - Throws: `LiveError` with `scoreOutOfRange`.
  package func sum(_ score: Int64, _ delta: Int64) throws(LiveError) -> Int64 {
    let (sum, hasOverflow) = score.addingReportingOverflow(delta)
    guard !hasOverflow, sum.magnitude <= UInt64(Self.maxUnits) else {
      throw LiveError(
        code: .scoreOutOfRange, place: "score",
        reason: "\(text(score)) and \(text(delta)) add up to more than \(text(Self.maxUnits))")
    }
    return sum
  }

  private func outOfRange(_ number: String) -> LiveError {
    invalid("expected a number within ±\(text(Self.maxUnits)), found \(number)")
  }

  private func invalid(_ reason: String) -> LiveError {
    LiveError(code: .invalidScore, place: "score", reason: reason)
  }
}

/// A decimal number without trailing zeros: `digits × 10^exponent`.
private struct Decimal {
  var isNegative = false
  var digits: UInt64 = 0
  var exponent = 0

  /// - Returns: `nil` unless the text is a JSON number. Digits that do not fit are an exponent that
  ///   no score has.
  init?(_ text: String) {
    var bytes = text.utf8[...]
    isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative { bytes = bytes.dropFirst() }
    let whole = bytes.prefix(while: Self.isDigit)
    guard !whole.isEmpty, whole.count == 1 || whole.first != UInt8(ascii: "0") else { return nil }
    bytes = bytes.dropFirst(whole.count)
    var fraction = bytes.prefix(0)
    if bytes.first == UInt8(ascii: ".") {
      fraction = bytes.dropFirst().prefix(while: Self.isDigit)
      guard !fraction.isEmpty else { return nil }
      bytes = bytes.dropFirst(1 + fraction.count)
    }
    guard let power = Self.exponent(bytes) else { return nil }
    exponent = power
    append(whole, fraction)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// - Returns: 0 for no exponent; `nil` if the rest of the number is none.
  private static func exponent(_ bytes: Substring.UTF8View) -> Int? {
    guard let mark = bytes.first else { return 0 }
    guard mark | 0x20 == UInt8(ascii: "e") else { return nil }
    var digits = bytes.dropFirst()
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative || digits.first == UInt8(ascii: "+") { digits = digits.dropFirst() }
    guard !digits.isEmpty, digits.allSatisfy(isDigit) else { return nil }
    let value = digits.reduce(0) { min(100_000, $0 * 10 + Int($1 - UInt8(ascii: "0"))) }
    return isNegative ? -value : value
  }

  private mutating func append(_ whole: Substring.UTF8View, _ fraction: Substring.UTF8View) {
    var all = Array(whole) + Array(fraction)
    exponent -= fraction.count
    while all.count > 1, all.last == UInt8(ascii: "0") {
      all.removeLast()
      exponent += 1
    }
    for byte in all {
      let (shifted, isLarge) = digits.multipliedReportingOverflow(by: 10)
      let (next, isLarger) = shifted.addingReportingOverflow(UInt64(byte - UInt8(ascii: "0")))
      if isLarge || isLarger {
        // Above every score; or below every decimal place, if it is a fraction.
        exponent = exponent >= 0 ? 1_000 : exponent
        digits = .max
        return
      }
      digits = next
    }
  }
}
