package import Time

/// The time between two resets of a board; the start belongs to it, the end does not.
package struct Period: Hashable, Sendable {
  /// `nil` for the first period of a board that never resets.
  package let start: Instant?
  /// `nil` if no end is planned.
  package let end: Instant?

  package init(start: Instant?, end: Instant?) {
    self.start = start
    self.end = end
  }

  package var id: PeriodID { PeriodID(start: start) }

  package func contains(_ instant: Instant) -> Bool {
    (start.map { $0 <= instant } ?? true) && (end.map { instant < $0 } ?? true)
  }
}

/// What names a period of a board: its start.
package struct PeriodID: Hashable, Comparable, Sendable {
  /// `nil` for the period before the first reset.
  package let start: Instant?

  package init(start: Instant?) { self.start = start }

  /// Reads what `text` writes; anything else is `nil`.
  package init?(_ text: String) {
    if text == "all" {
      self.init(start: nil)
    } else if let start = Instant(text) {
      self.init(start: start)
    } else {
      return nil
    }
  }

  /// `all`, or the start in UTC, such as `2026-11-30T00:00:00Z`.
  package var text: String { start?.description ?? "all" }

  package static func < (left: PeriodID, right: PeriodID) -> Bool {
    guard let end = right.start else { return false }
    return left.start.map { $0 < end } ?? true
  }
}

extension ResetSchedule {
  /// Days to search for a time: the longest pause is that of February 29 around the year 2100.
  private static let maxDays = 8 * 366 + 1

  /// The period that contains a moment, without manual resets.
  package func period(at instant: Instant, in calendar: BoardCalendar) -> Period {
    Period(
      start: last(at: instant, in: calendar) ?? startOfTime,
      end: next(after: instant, in: calendar))
  }

  /// Before the first reset since 1970, periods of a schedule start in 1970.
  private var startOfTime: Instant? {
    switch self {
    case .never: nil
    case .cron: .epoch
    }
  }

  /// The first reset after a moment.
  package func next(after instant: Instant, in calendar: BoardCalendar) -> Instant? {
    search(from: instant, in: calendar, direction: 1) { moments, limit in
      moments.first { $0 > limit }
    }
  }

  /// The last reset at or before a moment.
  package func last(at instant: Instant, in calendar: BoardCalendar) -> Instant? {
    search(from: instant, in: calendar, direction: -1) { moments, limit in
      moments.last { $0 <= limit }
    }
  }

  /// Looks through the dates from that of a moment on, in one direction. The date before is looked
  /// through first, because a gap can move a reset to another date.
  private func search(
    from instant: Instant, in calendar: BoardCalendar, direction: Int,
    choose: (_ moments: [Instant], _ limit: Instant) -> Instant?
  ) -> Instant? {
    guard case .cron(let schedule, _) = self else { return nil }
    let today = calendar.localSeconds(instant).flooredDays
    for distance in -1...Self.maxDays {
      let moments = schedule.moments(onDay: today + distance * direction, in: calendar)
      if let found = choose(moments, instant) { return found }
    }
    return nil
  }
}

extension CronSchedule {
  /// The times of a local date as moments in order.
  /// - Parameter day: days since 1970-01-01; dates before it have no times.
  func moments(onDay day: Int, in calendar: BoardCalendar) -> [Instant] {
    guard day >= 0, includes(day: day) else { return [] }
    var found: Set<Int> = []
    for hour in hours.numbers {
      for minute in minutes.numbers {
        found.formUnion(moments(of: day * 86_400 + hour * 3_600 + minute * 60, in: calendar))
      }
    }
    return found.sorted().compactMap { Instant(millisecondsSinceEpoch: Int64($0) * 1_000) }
  }

  /// When the clock is changed, each hour still counts if all hours do. Otherwise a time counts
  /// once: a skipped one at the end of the gap, a repeated one at its first occurrence.
  private func moments(of local: Int, in calendar: BoardCalendar) -> [Int] {
    let moments = calendar.moments(of: local)
    if hours.isAny { return moments }
    return [moments.first ?? calendar.endOfGap(over: local)]
  }
}

extension Int {
  /// Whole days of seconds, rounded down.
  fileprivate var flooredDays: Int { self >= 0 ? self / 86_400 : (self - 86_399) / 86_400 }
}
