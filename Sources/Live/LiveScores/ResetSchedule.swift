import Failures

/// When the periods of a board end, on the clock of the board's time zone.
package enum ResetSchedule: Hashable, Sendable {
  case never
  case cron(CronSchedule, name: String?)

  /// The named schedules. A week begins on Monday (ISO 8601).
  private static let named = [
    "hourly": "0 * * * *", "daily": "0 0 * * *", "weekly": "0 0 * * 1", "monthly": "0 0 1 * *",
    "yearly": "0 0 1 1 *",
  ]

  /// - Parameter text: `never`, `hourly`, `daily`, `weekly`, `monthly`, `yearly` or five fields of
  ///   cron.
  /// - Throws: `LiveError` with `invalidSchedule`.
  package init(_ text: String) throws(LiveError) {
    if text == "never" {
      self = .never
    } else if let fields = Self.named[text] {
      self = .cron(try CronSchedule(fields), name: text)
    } else if text.contains(" ") {
      self = .cron(try CronSchedule(text), name: nil)
    } else {
      throw LiveError(
        code: .invalidSchedule, place: "reset_period",
        reason: "expected never, hourly, daily, weekly, monthly, yearly or five fields of cron, "
          + "found '\(text.prefix(64))'")
    }
  }

  /// The schedule as it was written.
  package var text: String {
    switch self {
    case .never: "never"
    case .cron(let schedule, let name): name ?? schedule.text
    }
  }
}
