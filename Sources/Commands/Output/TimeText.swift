import Parquet
import Time

/// Dates and times of Parquet, in the format of RFC 3339.
enum TimeText {
  /// - Returns: `nil` outside of the years 1 to 9999.
  static func date(_ daysSinceEpoch: Int64) -> String? {
    guard (-719_162...2_932_896).contains(daysSinceEpoch) else { return nil }
    let (year, month, day) = CivilCalendar.date(daysSinceEpoch: Int(daysSinceEpoch))
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// - Returns: `nil` outside of a day.
  static func time(_ count: Int64, _ unit: TimeUnit) -> String? {
    guard count >= 0, count / unit.perSecond < 86_400 else { return nil }
    let seconds = Int(count / unit.perSecond)
    let nanoseconds = Int(count % unit.perSecond * (1_000_000_000 / unit.perSecond))
    return "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):"
      + padded(seconds % 60, 2) + fraction(nanoseconds)
  }

  /// - Returns: `nil` outside of the years 1 to 9999.
  static func timestamp(_ count: Int64, _ unit: TimeUnit, isUTC: Bool) -> String? {
    let unitsPerDay = 86_400 * unit.perSecond
    var (days, rest) = count.quotientAndRemainder(dividingBy: unitsPerDay)
    if rest < 0 {
      days -= 1
      rest += unitsPerDay
    }
    guard let date = date(days), let time = time(rest, unit) else { return nil }
    return "\(date)T\(time)\(isUTC ? "Z" : "")"
  }

  /// As few groups of three digits as the fraction of a second needs.
  private static func fraction(_ nanoseconds: Int) -> String {
    if nanoseconds == 0 { return "" }
    if nanoseconds % 1_000_000 == 0 { return "." + padded(nanoseconds / 1_000_000, 3) }
    if nanoseconds % 1_000 == 0 { return "." + padded(nanoseconds / 1_000, 6) }
    return "." + padded(nanoseconds, 9)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension TimeUnit {
  fileprivate var perSecond: Int64 {
    switch self {
    case .millis: 1_000
    case .micros: 1_000_000
    case .nanos: 1_000_000_000
    }
  }
}
