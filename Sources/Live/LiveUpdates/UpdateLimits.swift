/// Limits of what subscribers of live boards may use.
package struct UpdateLimits: Hashable, Sendable {
  /// The time in which the changes of a board are one message.
  package var interval = Duration.milliseconds(100)
  /// The wait after a board could not be read.
  package var retry = Duration.seconds(1)
  /// Open sockets and event streams of all clients.
  package var connections = 20_000
  /// Boards that one socket follows.
  package var subscriptions = 100
  /// Different limits that the subscribers of one board may ask for: each is a message of its own.
  package var limitsOfBoard = 16
  /// Submissions of one socket that are not answered.
  package var submissions = 100
  /// Bytes of a message from a client: the metadata of a board, and room for the rest.
  package var messageBytes = 32 << 10
  /// Bytes of answers that a client has not taken.
  package var answerBytes = 256 << 10

  /// Entries of an update, unless a subscriber asks for another number.
  package static let standardEntries = 100
  package static let maxEntries = 1_000
  /// Entries before and after a player.
  static let neighbors = 5

  package init() {}
}
