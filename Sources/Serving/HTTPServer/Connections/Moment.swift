/// A moment of a connection, by a clock that never goes back.
///
/// The compiler does not know the layout of `ContinuousClock.Instant`: whatever has one inside, such
/// as each state of a connection, is copied and destroyed by what the runtime finds out about it.
struct Moment: Hashable, Comparable, Sendable {
  private static let start = ContinuousClock.now

  private let sinceStart: Duration

  static var now: Moment { Moment(sinceStart: start.duration(to: .now)) }

  static func < (left: Moment, right: Moment) -> Bool { left.sinceStart < right.sinceStart }

  static func + (moment: Moment, duration: Duration) -> Moment {
    Moment(sinceStart: moment.sinceStart + duration)
  }

  static func += (moment: inout Moment, duration: Duration) { moment = moment + duration }

  static func - (left: Moment, right: Moment) -> Duration { left.sinceStart - right.sinceStart }
}
