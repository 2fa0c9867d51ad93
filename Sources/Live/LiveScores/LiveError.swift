package import Failures

/// A rejected part of a board, a submission or a contribution. The place names the member, such as
/// `score`.
package typealias LiveError = Failure<LiveErrorCode>

/// The kinds of rejection.
package enum LiveErrorCode: String, FailureCode, CaseIterable {
  /// An id of a board or a player is empty, too long or has bytes that ids cannot have.
  case invalidID
  /// A score is no number, has too many decimal places or is out of range.
  case invalidScore
  /// A sum of scores would leave the range.
  case scoreOutOfRange
  /// A board's definition cannot be used.
  case invalidBoard
  /// A reset schedule is no schedule, or never occurs.
  case invalidSchedule
  /// A time zone is unknown.
  case unknownTimeZone
  /// Metadata is no JSON object, or larger than the board allows.
  case invalidMetadata
  /// An idempotency key is empty or too long.
  case invalidKey
  /// The board does not exist.
  case unknownBoard
  /// The time of an event is outside what the board takes.
  case invalidTime
}
