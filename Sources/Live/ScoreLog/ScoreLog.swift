package import LiveScores

/// Where scores are durable: the source of truth of the live lane. Ranks are made from it.
///
/// Everything that changes the log takes the next sequence, from 1 on. Its time never goes back,
/// even if the clock does, so that a period that has ended stays as it is.
package typealias ScoreLog =
  SubmissionLog & BoardLog & PlayerRemoval & StandingReader & EventReader & LogReadiness

/// Takes submissions.
package protocol SubmissionLog: Sendable {
  /// Where the log appends, for tasks that wait for little else; `nil` if that does not matter.
  var executor: (any TaskExecutor)? { get }

  /// Folds submissions into the standings in one transaction, which is durable on return.
  /// - Parameter submissions: 1,000 at most are a good size; the log sets no limit.
  /// - Returns: an outcome each, in the order of the submissions.
  func append(_ submissions: [Submission]) async throws(ScoreLogError) -> [Outcome]
}

extension SubmissionLog {
  package var executor: (any TaskExecutor)? { nil }
}

/// Keeps the boards. Each change is durable on return.
package protocol BoardLog: Sendable {
  /// - Throws: `boardExists`.
  func create(_ definition: BoardDefinition) async throws(ScoreLogError) -> Board

  /// The boards in use, in the order of their ids.
  func boards() async throws(ScoreLogError) -> [Board]

  /// - Throws: `unknownBoard`, `invalidBoard`.
  func change(_ id: BoardID, _ change: BoardChange) async throws(ScoreLogError) -> Board

  /// Begins a period by hand.
  /// - Throws: `unknownBoard`.
  func reset(_ id: BoardID) async throws(ScoreLogError) -> Board

  /// Takes a board out of use. A board that is created under the same id has none of its scores.
  /// - Returns: the board as it was.
  /// - Throws: `unknownBoard`.
  func delete(_ id: BoardID) async throws(ScoreLogError) -> Board
}

/// New values of what may change while a board is in use; `nil` keeps the old one.
package struct BoardChange: Hashable, Sendable {
  package var name: String?
  /// `.some(nil)` removes the limit.
  package var entryLimit: Int??
  package var metadataLimit: Int?

  package init(name: String? = nil, entryLimit: Int?? = nil, metadataLimit: Int? = nil) {
    self.name = name
    self.entryLimit = entryLimit
    self.metadataLimit = metadataLimit
  }
}

/// Removes players from boards.
package protocol PlayerRemoval: Sendable {
  /// Removes a player's standings of all periods of a board. The keys of the player's submissions
  /// stay known, so that a repeated one does not bring a standing back.
  /// - Returns: the sequence of the removal; `nil` if the board has no standing of the player,
  ///   which changes nothing.
  /// - Throws: `unknownBoard`.
  func remove(_ player: PlayerID, from board: BoardID) async throws(ScoreLogError) -> Int64?
}

/// Tells whether a log can take submissions.
package protocol LogReadiness: Sendable {
  /// Tries a small durable write if the last one failed in a way that can pass.
  /// - Returns: what is wrong; `nil` if the log is ready.
  func problem() async -> ScoreLogError?
}
