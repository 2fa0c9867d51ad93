import Failures
import Foundation
import Time

/// The local time of a board, by the rules of a time zone of the IANA database.
package struct BoardCalendar: Hashable, Sendable {
  private static let secondsOfDay = 86_400

  /// The name of the zone, such as `Europe/Berlin`.
  package let zone: String
  private let rules: TimeZone

  package static let utc = BoardCalendar(zone: "UTC", rules: .gmt)

  private init(zone: String, rules: TimeZone) {
    self.zone = zone
    self.rules = rules
  }

  /// - Throws: `LiveError` with `unknownTimeZone`. Abbreviations such as `EST` are none, because
  ///   they mean other zones elsewhere.
  package init(zone: String) throws(LiveError) {
    if zone == "UTC" {
      self = .utc
      return
    }
    guard zone.contains("/"), let rules = TimeZone(identifier: zone) else {
      throw LiveError(
        code: .unknownTimeZone, place: "time_zone",
        reason: "expected UTC or a name such as Europe/Berlin, found '\(zone.prefix(64))'")
    }
    self.init(zone: zone, rules: rules)
  }

  /// Seconds to add to UTC at a moment, in seconds since 1970.
  func offset(at seconds: Int) -> Int {
    rules.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
  }

  /// Local time as seconds since 1970-01-01 00:00 on the clock of the zone.
  func localSeconds(_ instant: Instant) -> Int {
    let seconds = Int(instant.millisecondsSinceEpoch / 1000)
    return seconds + offset(at: seconds)
  }

  /// The moments at which a clock of the zone shows a local time: one as a rule, two if the clock
  /// is set back over it, none if it is set forward over it.
  func moments(of local: Int) -> [Int] {
    let offsets = Set([
      offset(at: local - Self.secondsOfDay), offset(at: local + Self.secondsOfDay),
    ])
    return offsets.map { local - $0 }.filter { $0 + offset(at: $0) == local }.sorted()
  }

  /// The first moment after a local time that no clock shows.
  func endOfGap(over local: Int) -> Int {
    let before = offset(at: local - Self.secondsOfDay)
    // Later the clock is ahead, so the gap lies between the two readings of the local time.
    var (low, high) = (local - Self.secondsOfDay, local + Self.secondsOfDay)
    while low + 1 < high {
      let middle = (low + high) / 2
      if offset(at: middle) == before { low = middle } else { high = middle }
    }
    return high
  }
}
