/// A date of the Gregorian calendar without a time zone, such as a snapshot's.
package struct CalendarDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01, as a Parquet `DATE` counts them.
  package let daysSinceEpoch: Int32

  /// - Parameters: a date from 1970-01-01 to 9999-12-31; anything else gives `nil`.
  package init?(year: Int, month: Int, day: Int) {
    guard (1970...9999).contains(year), (1...12).contains(month),
      (1...CivilCalendar.days(inMonth: month, of: year)).contains(day)
    else { return nil }
    daysSinceEpoch = Int32(CivilCalendar.daysSinceEpoch(year: year, month: month, day: day))
  }

  /// Parses `2026-01-26`, the only spelling of a date (RFC 3339 `full-date`).
  package init?(_ text: some StringProtocol) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      let year = Int(digits: parts[0]), let month = Int(digits: parts[1]),
      let day = Int(digits: parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// - Parameter daysSinceEpoch: from 0 to the last day of the year 9999, else `nil`.
  package init?(daysSinceEpoch: Int32) {
    guard (0...2_932_896).contains(daysSinceEpoch) else { return nil }
    self.daysSinceEpoch = daysSinceEpoch
  }

  package static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    left.daysSinceEpoch < right.daysSinceEpoch
  }
}

extension CalendarDate: CustomStringConvertible {
  package var description: String {
    let (year, month, day) = CivilCalendar.date(daysSinceEpoch: Int(daysSinceEpoch))
    return "\(year)-\(twoDigits(month))-\(twoDigits(day))"
  }
}

extension Int {
  /// Reads up to nine ASCII digits: no sign, no blank.
  init?(digits: some Collection<UInt8>) {
    guard (1...9).contains(digits.count) else { return nil }
    var value = 0
    for byte in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    self = value
  }
}

func twoDigits(_ number: Int) -> String {
  number < 10 ? "0\(number)" : "\(number)"
}

/// The proleptic Gregorian calendar as arithmetic on days since 1970-01-01.
///
/// Years are counted from March, so that the leap day is a year's last day and needs no case.
package enum CivilCalendar {
  static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// - Precondition: a real date of the year 1 or later.
  static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted % 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// - Precondition: `daysSinceEpoch` is not before the year 1.
  package static func date(daysSinceEpoch: Int) -> (year: Int, month: Int, day: Int) {
    let days = daysSinceEpoch + 719_468
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }
}
