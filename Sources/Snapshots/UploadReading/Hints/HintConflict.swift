internal import Datasets
package import Time

/// Why the kingdom or the date cannot be determined.
package enum HintConflict: Error, Equatable {
  /// What is undetermined.
  package enum Subject: Sendable {
    case kingdom, date
  }

  case untold(Subject)
  /// Two sources that differ; `nil` for the sender.
  case contradiction(Subject, String, HintSource?, String, HintSource)
  /// One source with several values.
  case several(Subject, [String], HintSource)
  /// Rows of an impossible day, if each day is to become a snapshot.
  case implausible(CalendarDate, HintSource)
}

extension UploadHints {
  /// A value and its source; `nil` for the sender.
  struct Told<Value: Sendable & Hashable>: Sendable, Equatable {
    let value: Value
    let source: HintSource?
  }

  /// Settles what an upload is of. Nothing may be contradicted: of two statements one is wrong, and
  /// which one only its sender can tell.
  /// - Parameters:
  ///   - kingdom: as the sender told it.
  ///   - date: as the sender told it.
  ///   - splitsDates: whether each of the days that a column names is settled by itself.
  /// - Returns: one day, unless rows of several are to become a snapshot each.
  func settle(
    kingdom: Kingdom?, date: CalendarDate?, splitsDates: Bool
  ) throws(HintConflict) -> (kingdom: Told<Kingdom>, dates: [Told<CalendarDate>]) {
    let kingdom = try Self.settle(kingdoms, given: kingdom, .kingdom)
    if splitsDates {
      let inColumn = dates.filter { if case .column = $0.source { true } else { false } }
      if inColumn.count > 1 {
        let days = inColumn.map { Told(value: $0.value, source: $0.source) }
        return (kingdom, days.sorted { $0.value < $1.value })
      }
    }
    return (kingdom, [try Self.settle(dates, given: date, .date)])
  }

  /// Throws if a column names an impossible day: if days are handled separately, the rows of that
  /// one would be in no snapshot.
  func checkDaysOfRows(at time: Instant) throws(HintConflict) {
    let believed = plausible(at: time).dates
    for date in dates where !believed.contains(date) {
      if case .column = date.source { throw .implausible(date.value, date.source) }
    }
  }

  private static func settle<Value: CustomStringConvertible>(
    _ hints: [Hint<Value>], given: Value?, _ subject: HintConflict.Subject
  ) throws(HintConflict) -> Told<Value> {
    let bySource = Dictionary(grouping: hints, by: \.source)
    if let given {
      for hint in hints
      where bySource[hint.source]?.contains(where: { $0.value == given }) != true {
        throw .contradiction(
          subject, given.description, nil, hint.value.description, hint.source)
      }
      return Told(value: given, source: nil)
    }
    guard let first = hints.first else { throw .untold(subject) }
    for hint in hints where hint.value != first.value {
      let own = bySource[hint.source] ?? []
      if own.count > 1 {
        throw .several(subject, own.map(\.value.description), hint.source)
      }
      throw .contradiction(
        subject, first.value.description, first.source, hint.value.description, hint.source)
    }
    return Told(value: first.value, source: first.source)
  }
}
