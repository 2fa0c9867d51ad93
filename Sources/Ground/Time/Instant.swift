/// A moment in UTC to the millisecond, such as the time of an upload event.
package struct Instant: Hashable, Comparable, Sendable {
  package let millisecondsSinceEpoch: Int64

  /// 1970-01-01T00:00:00Z.
  package static let epoch = Instant(checked: 0)

  private init(checked milliseconds: Int64) { millisecondsSinceEpoch = milliseconds }

  /// - Parameter millisecondsSinceEpoch: within the years 1970 to 9999; anything else gives `nil`.
  package init?(millisecondsSinceEpoch: Int64) {
    guard (0..<253_402_300_800_000).contains(millisecondsSinceEpoch) else { return nil }
    self.millisecondsSinceEpoch = millisecondsSinceEpoch
  }

  package var microsecondsSinceEpoch: Int64 { millisecondsSinceEpoch * 1000 }

  /// The next millisecond; the last one of the year 9999 stays.
  package var next: Instant {
    Instant(millisecondsSinceEpoch: millisecondsSinceEpoch + 1) ?? self
  }

  package static func < (left: Instant, right: Instant) -> Bool {
    left.millisecondsSinceEpoch < right.millisecondsSinceEpoch
  }

  /// Parses `2026-01-26T15:30:12Z` or `2026-01-26T15:30:12.345Z` (RFC 3339, UTC only).
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 20 || bytes.count == 24, bytes.last == UInt8(ascii: "Z"),
      bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"),
      let date = CalendarDate(String(decoding: bytes[..<10], as: UTF8.self))
    else { return nil }
    var milliseconds = 0
    if bytes.count == 24 {
      guard bytes[19] == UInt8(ascii: "."), let fraction = Int(digits: bytes[20..<23]) else {
        return nil
      }
      milliseconds = fraction
    }
    self.init(
      date: date, hour: Int(digits: bytes[11..<13]), minute: Int(digits: bytes[14..<16]),
      second: Int(digits: bytes[17..<19]), milliseconds: milliseconds)
  }

  init?(date: CalendarDate, hour: Int?, minute: Int?, second: Int?, milliseconds: Int) {
    guard let hour, let minute, let second, hour < 24, minute < 60, second < 60 else { return nil }
    let seconds = Int64(date.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    self.init(millisecondsSinceEpoch: seconds * 1000 + Int64(milliseconds))
  }

  /// The date and the time of day.
  var parts: (date: String, hour: Int, minute: Int, second: Int, milliseconds: Int) {
    let seconds = Int(millisecondsSinceEpoch / 1000)
    let (year, month, day) = CivilCalendar.date(daysSinceEpoch: seconds / 86_400)
    let time = seconds % 86_400
    return (
      "\(year)-\(twoDigits(month))-\(twoDigits(day))", time / 3600, time / 60 % 60, time % 60,
      Int(millisecondsSinceEpoch % 1000)
    )
  }
}

extension Instant: CustomStringConvertible {
  /// `2026-01-26T15:30:12Z`, with three decimals of a second if they are not zero.
  package var description: String {
    let (date, hour, minute, second, milliseconds) = parts
    let digits = String(milliseconds)
    let fraction =
      milliseconds == 0 ? "" : "." + String(repeating: "0", count: 3 - digits.count) + digits
    return "\(date)T\(twoDigits(hour)):\(twoDigits(minute)):\(twoDigits(second))\(fraction)Z"
  }
}

extension Instant {
  /// `20260126T153012Z`, the basic format of ISO 8601, as in keys and signatures.
  package var basicFormat: String {
    let (date, hour, minute, second, _) = parts
    let compact = date.filter { $0 != "-" }
    return "\(compact)T\(twoDigits(hour))\(twoDigits(minute))\(twoDigits(second))Z"
  }
}
