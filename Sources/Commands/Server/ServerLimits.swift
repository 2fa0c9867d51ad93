import NIOCore

/// What a client may take of the server: bytes, time, and how many at once.
///
/// Each of them ends in an answer or in a closed connection, never in a server that is out of
/// memory or of descriptors.
struct ServerLimits: Sendable {
  /// Bytes of a request's first line and headers.
  var headBytes = 64 << 10
  var headerCount = 200
  /// Bytes of what the first line names.
  var targetBytes = 8 << 10
  /// From the first byte of a request's head to its last.
  var headTime = TimeAmount.seconds(10)
  /// How long a connection may wait for its next request.
  var idleTime = TimeAmount.seconds(75)
  /// How long a body may pause.
  var bodyPause = TimeAmount.seconds(30)
  /// How long a body may take, beside a second for each 16 KiB of it that has come.
  var bodyTime = TimeAmount.seconds(60)
  /// How long a body may take, however much of it has come.
  var maxBodyTime = TimeAmount.minutes(30)
  /// How long the API may take for an answer.
  var answerTime = TimeAmount.seconds(30)
  /// How long a client may take for an answer, beside a second for each 16 KiB of it.
  var drainTime = TimeAmount.seconds(30)
  /// How long the rest of what a client sends is read and dropped after its last answer.
  var lingerTime = TimeAmount.seconds(2)
  /// How long requests that were begun may take once the server is to end.
  var endTime = TimeAmount.seconds(3)
  /// How long an answer may take whose client sends nothing any more: most have left.
  var halfClosedTime = TimeAmount.seconds(2)
  /// Answers that are worked out at once; others wait for their turn.
  var answersAtOnce = 64
  /// Questions that may wait for their turn.
  var waitingAnswers = 1_024
  /// Open streams of events.
  var subscribers = 1_000
  /// How long a stream of events is open before its client has to ask for it again.
  var streamTime = TimeAmount.minutes(30)
  /// Uploads that are received, wait or are handled.
  var uploadsAtOnce = 8
  /// Received bytes of an upload that may wait for the disk.
  var unwrittenBytes = 1 << 20
  /// Bytes of answers that are kept ready.
  var readyBytes = 32 << 20
  /// Descriptors for everything that is no connection: files of the lake, watches, streams.
  var reservedDescriptors = 192

  init() {}
}
