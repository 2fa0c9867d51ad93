package import Datasets
package import Time

/// What an upload says of the kingdom and the day it is of, and where it says so.
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

  /// The claims without days that cannot be meant: before the game began, or after the time of the
  /// upload. Who is ahead of UTC may have tomorrow's date.
  package func plausible(at time: Instant) -> UploadHints {
    let tomorrow = time.millisecondsSinceEpoch / 86_400_000 + 1
    var hints = self
    hints.dates.removeAll {
      !Self.isPlausible($0.value) || Int64($0.value.daysSinceEpoch) > tomorrow
    }
    return hints
  }

  /// Whether a day is not before September 2018, when the game was released.
  static func isPlausible(_ date: CalendarDate) -> Bool { date.daysSinceEpoch >= 17_775 }
}

/// Where an upload says something of its kingdom or its day.
package enum HintSource: Sendable, Hashable {
  case fileName
  /// The sheet of a workbook that tells about the others.
  case summarySheet(String)
  /// The name of the sheet that holds the players.
  case sheetName
  /// A column with a value in its rows.
  case column(String)
}
