import Failures
import JSON
package import LiveScores

/// A score as a client sends it: `player_id`, `leaderboard_id` and `score`, and optionally
/// `metadata`, `game_id` and `submission_id`.
package struct SubmissionRequest: Hashable, Sendable {
  package let board: BoardID
  package let player: PlayerID
  /// As it was written; the board's scale makes units of it.
  package let score: String
  /// An object as compact JSON. `game_id` is a member of it.
  package let metadata: [UInt8]?
  /// `nil` if the client gives none.
  package let key: SubmissionKey?
  /// The place in the body, for errors that the board finds.
  package let place: String

  /// Reads a body of one submission.
  /// - Throws: `RequestError`.
  package init(body: [UInt8]) throws(RequestError) {
    self = try Self.read(BodyObject(body: body))
  }

  /// Reads the members of an object, and rejects those that nobody has read.
  /// - Throws: `RequestError`.
  package init(members: BodyObject) throws(RequestError) {
    self = try Self.read(members)
  }

  private init(
    board: BoardID, player: PlayerID, score: String, metadata: [UInt8]?, key: SubmissionKey?,
    place: String
  ) {
    self.board = board
    self.player = player
    self.score = score
    self.metadata = metadata
    self.key = key
    self.place = place
  }

  static func read(_ body: BodyObject) throws(RequestError) -> SubmissionRequest {
    var object = body
    let player = try object.string("player_id")
    let board = try object.string("leaderboard_id")
    let score = try object.number("score")
    let game = try object.optionalString("game_id")
    let metadata = try object.metadata(adding: "game_id", game)
    let key = try object.optionalString("submission_id")
    try object.end()
    do throws(LiveError) {
      return SubmissionRequest(
        board: try BoardID(board), player: try PlayerID(player), score: score, metadata: metadata,
        key: try key.map { text throws(LiveError) in try SubmissionKey(text) },
        place: object.place)
    } catch {
      throw RequestError(error, in: object.place)
    }
  }

  /// The submission to a board.
  /// - Parameter key: used if the client gave none.
  /// - Throws: `RequestError` if the score is none of the board.
  package func submission(
    to board: BoardDefinition, key: SubmissionKey
  ) throws(RequestError) -> Submission {
    do throws(LiveError) {
      return Submission(
        board: self.board, player: player, score: try board.scale.units(score),
        metadata: metadata, key: self.key ?? key)
    } catch {
      throw RequestError(error, in: place)
    }
  }
}

/// A batch of scores: `{"scores":[…]}`.
package struct BatchRequest: Sendable {
  package static let maxSubmissions = 10_000

  /// A submission, or why it is none: the others of the batch count.
  package let submissions: [Result<SubmissionRequest, RequestError>]

  /// - Throws: `RequestError` if the body is no batch.
  package init(body: [UInt8]) throws(RequestError) {
    var object = try BodyObject(body: body)
    let scores = try object.elements("scores")
    try object.end()
    guard (1...Self.maxSubmissions).contains(scores.count) else {
      throw RequestError(
        .invalidValue, at: "scores",
        "expected 1 to \(Self.maxSubmissions) submissions, found \(scores.count)")
    }
    submissions = scores.enumerated().map { index, value in
      Result { () throws(RequestError) in
        try SubmissionRequest.read(BodyObject(value, at: "scores[\(index)]"))
      }
    }
  }
}
