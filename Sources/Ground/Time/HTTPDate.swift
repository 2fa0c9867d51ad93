/// The date in a header such as `Date` or `Last-Modified` (RFC 9110, section 5.6.7).
package enum HTTPDate {
  /// Starting on January 1, 1970, a Thursday.
  private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Parses `Sun, 06 Nov 1994 08:49:37 GMT`, the only form that is still written.
  /// - Returns: `nil` for anything else, and for a time outside of `Instant`'s range.
  package static func instant(_ text: String) -> Instant? {
    let words = text.utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
    guard words.count == 6, words[5] == "GMT", words[3].utf8.count == 4,
      let day = number(words[1]), let month = months.firstIndex(of: words[2]),
      let year = number(words[3]),
      let date = CalendarDate(year: year, month: month + 1, day: day)
    else { return nil }
    let time = words[4].utf8.split(separator: UInt8(ascii: ":")).map {
      number(String(Substring($0)))
    }
    guard time.count == 3, let hour = time[0], let minute = time[1], let second = time[2],
      hour < 24, minute < 60, second <= 60
    else { return nil }
    let secondOfDay = Int64(hour * 3600 + minute * 60 + second)
    return Instant(
      millisecondsSinceEpoch: (Int64(date.daysSinceEpoch) * 86_400 + secondOfDay) * 1000)
  }

  /// Writes the form that `instant` parses.
  package static func text(_ instant: Instant) -> String {
    let (_, hour, minute, second, _) = instant.parts
    let dayCount = Int(instant.millisecondsSinceEpoch / 86_400_000)
    let (year, month, day) = CivilCalendar.date(daysSinceEpoch: dayCount)
    return """
      \(days[dayCount % 7]), \(twoDigits(day)) \(months[month - 1]) \(year) \
      \(twoDigits(hour)):\(twoDigits(minute)):\(twoDigits(second)) GMT
      """
  }

  /// Two or four digits.
  private static func number(_ text: String) -> Int? {
    guard text.utf8.count == 2 || text.utf8.count == 4,
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return Int(text)
  }
}
