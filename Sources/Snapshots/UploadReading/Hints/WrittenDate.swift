internal import Time

/// A day as somebody wrote it, in digits alone.
enum WrittenDate {
  /// The day that a whole cell names, with or without a time behind it: `2026-01-14`, `2026/1/14`,
  /// `14.01.2026`, `20260114`, `2026-01-14T08:18:12Z`. Where a day and a month could be meant by
  /// either number, as in `03/04/2026`, it names none.
  static func read(_ text: String) -> CalendarDate? {
    let words = text.split { $0 == " " || $0 == "T" || $0 == "\u{A0}" }
    guard let first = words.first, words.count <= 3 else { return nil }
    if let compact = compact(first) { return compact }
    for separator in ["-", "/", "."] as [Character] {
      let parts = first.split(separator: separator, omittingEmptySubsequences: false)
      if parts.count == 3 { return date(of: parts.map { number($0) }, separator) }
    }
    return nil
  }

  /// A day in eight digits.
  static func compact(_ digits: some StringProtocol) -> CalendarDate? {
    guard digits.utf8.count == 8, let number = number(digits) else { return nil }
    return CalendarDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
  }

  private static func date(of parts: [Int?], _ separator: Character) -> CalendarDate? {
    guard let first = parts[0], let second = parts[1], let third = parts[2] else { return nil }
    if first > 31 { return CalendarDate(year: first, month: second, day: third) }
    let dayFirst = CalendarDate(year: third, month: second, day: first)
    let monthFirst = CalendarDate(year: third, month: first, day: second)
    // With points the day always comes first.
    if separator == "." || monthFirst == nil || dayFirst == monthFirst { return dayFirst }
    return dayFirst == nil ? monthFirst : nil
  }

  /// ASCII digits alone, few enough for any date.
  private static func number(_ digits: some StringProtocol) -> Int? {
    guard 1...8 ~= digits.utf8.count, digits.utf8.allSatisfy({ $0.decimalDigit != nil }) else {
      return nil
    }
    return Int(digits)
  }
}
