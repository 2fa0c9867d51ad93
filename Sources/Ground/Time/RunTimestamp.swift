/// The second that names a run in the keys of a lake, written `20260126T153012Z`.
package struct RunTimestamp: Hashable, Comparable, Sendable {
  package let instant: Instant

  /// The second that contains the instant.
  package init(_ instant: Instant) {
    let whole = instant.millisecondsSinceEpoch / 1000 * 1000
    self.instant = Instant(millisecondsSinceEpoch: whole) ?? instant
  }

  /// Parses the form in keys; anything else gives `nil`.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z"),
      let year = Int(digits: bytes[0..<4]), let month = Int(digits: bytes[4..<6]),
      let day = Int(digits: bytes[6..<8]),
      let date = CalendarDate(year: year, month: month, day: day),
      let instant = Instant(
        date: date, hour: Int(digits: bytes[9..<11]), minute: Int(digits: bytes[11..<13]),
        second: Int(digits: bytes[13..<15]), milliseconds: 0)
    else { return nil }
    self.instant = instant
  }

  /// The second after this one; `nil` at the end of the year 9999.
  package var next: RunTimestamp? {
    Instant(millisecondsSinceEpoch: instant.millisecondsSinceEpoch + 1000).map(RunTimestamp.init)
  }

  package static func < (left: RunTimestamp, right: RunTimestamp) -> Bool {
    left.instant < right.instant
  }
}

extension RunTimestamp: CustomStringConvertible {
  package var description: String { instant.basicFormat }
}
