package import Datasets
package import Time

/// Hints in an upload about its kingdom and date, with their sources.
package struct UploadHints: Sendable, Equatable {
  package struct Hint<Value: Sendable & Hashable>: Sendable, Equatable {
    package let value: Value
    package let source: HintSource
  }

  package internal(set) var kingdoms: [Hint<Kingdom>] = []
  package internal(set) var dates: [Hint<CalendarDate>] = []

  init() {}

  package mutating func add(_ other: UploadHints) {
    kingdoms += other.kingdoms
    dates += other.dates
  }

  /// The hints without impossible dates: before the game's release, or after the time of the
  /// upload. Time zones ahead of UTC may have tomorrow's date.
  package func plausible(at time: Instant) -> UploadHints {
    let tomorrow = time.millisecondsSinceEpoch / 86_400_000 + 1
    var hints = self
    hints.dates.removeAll {
      !Self.isPlausible($0.value) || Int64($0.value.daysSinceEpoch) > tomorrow
    }
    return hints
  }

  /// Whether a date is not before September 2018, when the game was released.
  static func isPlausible(_ date: CalendarDate) -> Bool { date.daysSinceEpoch >= 17_775 }
}

/// The source of a hint.
package enum HintSource: Sendable, Hashable {
  case fileName
  /// The summary sheet of a workbook.
  case summarySheet(String)
  /// The name of the sheet with the players.
  case sheetName
  /// A column with a value in its rows.
  case column(String)
}

extension UploadHints {
  /// The hints on a workbook's summary sheet: a value beside or below the name of a hint column.
  /// - Parameter rows: the sheet's first rows.
  init(ofSheet name: String, _ rows: [HeaderRow]) {
    guard HeaderName(name).folded == "summary" else { return }
    for (index, row) in rows.enumerated() {
      for (column, label) in row.cells.enumerated() {
        guard let kind = HintColumn(label.hasSuffix(":") ? String(label.dropLast()) : label)
        else { continue }
        let beside = row.cells[(column + 1)...].first
        let below = rows[(index + 1)...].first?.cells.dropFirst(column).first
        switch kind {
        case .kingdom:
          let found = [beside, below].lazy.compactMap { $0.flatMap { Kingdom($0) } }.first
          if let found { kingdoms.append(Hint(value: found, source: .summarySheet(name))) }
        case .date:
          let found = [beside, below].lazy.compactMap { $0.flatMap { WrittenDate.read($0) } }.first
          if let found { dates.append(Hint(value: found, source: .summarySheet(name))) }
        }
      }
    }
  }
}

/// A date written by a person or a program, in digits.
enum WrittenDate {
  /// The date of a whole cell, with or without a time: `2026-01-14`, `2026/1/14`, `14.01.2026`,
  /// `20260114`, `2026-01-14T08:18:12Z`. If day and month are ambiguous, as in `03/04/2026`, there
  /// is none.
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

  /// A date in eight digits.
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

  /// ASCII digits, few enough for any date.
  private static func number(_ digits: some StringProtocol) -> Int? {
    guard 1...8 ~= digits.utf8.count, digits.utf8.allSatisfy({ $0.decimalDigit != nil }) else {
      return nil
    }
    return Int(digits)
  }
}
