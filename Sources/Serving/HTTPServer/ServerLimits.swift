/// What a client may take of the server: bytes, time, and how many at once.
///
/// Each of them ends in an answer or in a closed connection, never in a server that is out of
/// memory or of descriptors.
package struct ServerLimits: Sendable {
  /// Bytes of a request's first line and headers.
  package var headBytes = 64 << 10
  package var headerCount = 200
  /// Bytes of what the first line names.
  package var targetBytes = 8 << 10
  /// From the first byte of a request's head to its last.
  package var headTime = Duration.seconds(10)
  /// How long a connection may wait for its next request.
  package var idleTime = Duration.seconds(75)
  /// How long a body may pause.
  package var bodyPause = Duration.seconds(30)
  /// How long a body may take, beside a second for each 16 KiB of it that has come.
  package var bodyTime = Duration.seconds(60)
  /// How long a body may take, however much of it has come.
  package var maxBodyTime = Duration.seconds(30 * 60)
  /// How long a handler may take for an answer.
  package var answerTime = Duration.seconds(30)
  /// How long a client may take for an answer, beside a second for each 16 KiB of it.
  package var drainTime = Duration.seconds(30)
  /// How long the rest of what a client sends is read and dropped after its last answer.
  package var lingerTime = Duration.seconds(2)
  /// How long requests that were begun may take once the server is to end.
  package var endTime = Duration.seconds(3)
  /// How long an answer may take whose client sends nothing any more: most have left.
  package var halfClosedTime = Duration.seconds(2)
  /// Answers that are worked out at once; others wait for their turn.
  package var answersAtOnce = 64
  /// Requests that may wait for their turn.
  package var waitingAnswers = 1_024
  /// How long a stream is open before its client has to ask for it again.
  package var streamTime = Duration.seconds(30 * 60)
  /// After such a silence a stream is seen to be alive by what its source keeps it alive with.
  package var streamHeartbeat = Duration.seconds(15)
  /// How long a stream is kept for a client that takes nothing.
  package var streamPatience = Duration.seconds(30)
  /// How long a connection of another protocol may be silent.
  package var upgradedIdleTime = Duration.seconds(75)
  /// Received bytes of a body that may wait for their receiver.
  package var unstoredBytes = 1 << 20
  /// Bytes of answers that are cached.
  package var cachedBytes = 32 << 20
  /// Descriptors for everything that is no connection: files, watches, streams.
  package var reservedDescriptors = 192

  package init() {}
}
