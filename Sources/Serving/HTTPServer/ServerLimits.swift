/// Limits of a client's use of bytes, time and concurrency.
///
/// Each ends in an answer or in a closed connection, never in a server without memory or
/// descriptors.
package struct ServerLimits: Sendable {
  /// Max bytes of a request's first line and headers.
  package var headBytes = 64 << 10
  package var headerCount = 200
  /// Max bytes of a request's target.
  package var targetBytes = 8 << 10
  /// Max time from the first byte of a request's head to its last.
  package var headTime = Duration.seconds(10)
  /// Max time between requests of a connection.
  package var idleTime = Duration.seconds(75)
  /// Max pause of a body.
  package var bodyPause = Duration.seconds(30)
  /// Max time of a body, in addition to a second for each 16 KiB received.
  package var bodyTime = Duration.seconds(60)
  /// Max time of a body of any size.
  package var maxBodyTime = Duration.seconds(30 * 60)
  /// Max time for computing an answer.
  package var answerTime = Duration.seconds(30)
  /// Max time for sending an answer, in addition to a second for each 16 KiB.
  package var drainTime = Duration.seconds(30)
  /// Time for reading and dropping further input after the last answer.
  package var lingerTime = Duration.seconds(2)
  /// Max time for requests in progress when the server ends.
  package var endTime = Duration.seconds(3)
  /// Max time for an answer to a client that closed its side: most have left.
  package var halfClosedTime = Duration.seconds(2)
  /// Answers computed at once; others wait.
  package var answersAtOnce = 64
  /// Max waiting requests.
  package var waitingAnswers = 1_024
  /// Max time of a stream before its client must reconnect.
  package var streamTime = Duration.seconds(30 * 60)
  /// Silence after which a stream's keep-alive is sent.
  package var streamHeartbeat = Duration.seconds(15)
  /// Max time of a stream whose client takes nothing.
  package var streamPatience = Duration.seconds(30)
  /// Silence after which a client is probed after an upgrade.
  package var upgradedHeartbeat = Duration.seconds(25)
  /// Max silence of a client after an upgrade.
  package var upgradedIdleTime = Duration.seconds(75)
  /// Max received bytes of a body that the receiver has not processed.
  package var unstoredBytes = 1 << 20
  /// Max bytes of cached answers.
  package var cachedBytes = 32 << 20
  /// Descriptors reserved for files, watches and streams.
  package var reservedDescriptors = 192

  package init() {}
}
