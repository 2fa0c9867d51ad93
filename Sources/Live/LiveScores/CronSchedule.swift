import Failures
import Time

/// Five fields of cron: minute, hour, day of the month, month, day of the week.
///
/// A field is `*`, a number, a range, a list or a step (`*/15`, `1-5`, `0,30`). Months and weekdays
/// have English names, too; Sunday is 0 and 7. If both kinds of days are restricted, either may
/// match, as in crontab(5).
package struct CronSchedule: Hashable, Sendable {
  private static let maxLength = 128
  /// Every date of the year occurs within them.
  private static let daysOfEightYears = 8 * 366
  private static let months = "jan feb mar apr may jun jul aug sep oct nov dec"
  private static let weekdays = "sun mon tue wed thu fri sat"

  /// The fields as they were written, with single blanks.
  package let text: String
  let minutes: CronField
  let hours: CronField
  private let days: CronField
  private let monthsOfYear: CronField
  private let daysOfWeek: CronField

  /// - Throws: `LiveError` with `invalidSchedule`; the reason names the field.
  package init(_ text: String) throws(LiveError) {
    let fields = text.utf8.count <= Self.maxLength ? text.split(separator: " ") : []
    guard fields.count == 5 else {
      throw LiveError(
        code: .invalidSchedule, place: "reset_period",
        reason: "expected five fields (minute hour day month weekday), "
          + "found '\(text.prefix(Self.maxLength))'")
    }
    self.text = fields.joined(separator: " ")
    minutes = try CronField(fields[0], "minute", 0...59)
    hours = try CronField(fields[1], "hour", 0...23)
    days = try CronField(fields[2], "day of the month", 1...31)
    monthsOfYear = try CronField(fields[3], "month", 1...12, names: Self.months, firstName: 1)
    daysOfWeek = try CronField(fields[4], "day of the week", 0...7, names: Self.weekdays)
    guard (0..<Self.daysOfEightYears).contains(where: includes) else {
      throw LiveError(
        code: .invalidSchedule, place: "reset_period", reason: "'\(self.text)' never occurs")
    }
  }

  /// Whether the schedule has times on a date.
  /// - Parameter day: days since 1970-01-01, a Thursday.
  func includes(day: Int) -> Bool {
    let (_, month, dayOfMonth) = CivilCalendar.date(daysSinceEpoch: day)
    let weekday = (day + 4) % 7
    guard monthsOfYear.contains(month) else { return false }
    let isDay = days.contains(dayOfMonth)
    let isWeekday = daysOfWeek.contains(weekday) || weekday == 0 && daysOfWeek.contains(7)
    if days.isAny || daysOfWeek.isAny { return isDay && isWeekday }
    return isDay || isWeekday
  }
}

/// The numbers of a field as bits.
struct CronField: Hashable, Sendable {
  private var bits: UInt64 = 0
  /// Whether the field is `*` or a step of it.
  let isAny: Bool

  func contains(_ number: Int) -> Bool { bits & 1 << UInt64(number) != 0 }

  /// The numbers in order.
  var numbers: [Int] { (0..<64).filter(contains) }

  /// - Parameters:
  ///   - names: separated by blanks, for the numbers from `firstName` on.
  init(
    _ text: Substring, _ title: String, _ range: ClosedRange<Int>, names: String = "",
    firstName: Int = 0
  ) throws(LiveError) {
    isAny = text.first == "*"
    let names = names.split(separator: " ")
    func number(_ text: Substring) -> Int? {
      if let name = names.firstIndex(of: Substring(text.lowercased())) { return firstName + name }
      return text.utf8.count <= 2 ? Int(text).flatMap { range.contains($0) ? $0 : nil } : nil
    }
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let numbers = Self.numbers(part, in: range, by: number) else {
        throw LiveError(
          code: .invalidSchedule, place: "reset_period",
          reason: "expected \(range.lowerBound) to \(range.upperBound) as the \(title), "
            + "found '\(text)'")
      }
      for number in numbers { bits |= 1 << UInt64(number) }
    }
  }

  private static func numbers(
    _ part: Substring, in range: ClosedRange<Int>, by number: (Substring) -> Int?
  ) -> StrideThrough<Int>? {
    let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
    guard let base = pieces.first, pieces.count <= 2 else { return nil }
    var step = 1
    if pieces.count == 2 {
      guard let given = Int(pieces[1]), (1...range.upperBound).contains(given) else { return nil }
      step = given
    }
    if base == "*" { return stride(from: range.lowerBound, through: range.upperBound, by: step) }
    let ends = base.split(separator: "-", omittingEmptySubsequences: false).map(number)
    guard let first = ends.first, let low = first, ends.count <= 2 else { return nil }
    guard ends.count == 2 else {
      return stride(from: low, through: pieces.count == 2 ? range.upperBound : low, by: step)
    }
    guard let high = ends[1], low <= high else { return nil }
    return stride(from: low, through: high, by: step)
  }
}
