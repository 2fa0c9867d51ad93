import JSON

/// Scores with their keys, ready to be sent and to be sent again.
struct ScoreBatch: Sendable {
  struct Score: Sendable {
    let player: String
    let score: Int
    /// Makes a repetition the same submission.
    let key: String
  }

  let board: String
  let scores: [Score]

  /// The members of a submission.
  func write(_ score: Score, to json: inout JSONWriter) {
    json.member("player_id", score.player)
    json.member("leaderboard_id", board)
    json.member("score", score.score)
    json.member("submission_id", score.key)
  }
}

/// What became of a batch.
struct BatchOutcome: Hashable, Sendable {
  /// Those that had counted before included.
  var counted = 0
  var rejected = 0
  /// Why the first one was rejected.
  var reason: String?
}

/// A batch that was not answered, or that the server cannot take.
struct SendingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Whether the same may succeed later.
  let isTemporary: Bool
  /// How long the server asks to wait.
  let retryAfter: Duration?
  let description: String

  init(_ description: String, isTemporary: Bool, retryAfter: Duration? = nil) {
    self.description = description
    self.isTemporary = isTemporary
    self.retryAfter = retryAfter
  }
}

/// Sends batches of scores to a server.
protocol ScoreSink: Sendable {
  /// - Throws: `SendingError`; then the same batch may be sent again, since its keys are known.
  func send(_ batch: ScoreBatch) async throws(SendingError) -> BatchOutcome
  func close() async
}
