import Failures
import HTTPAPI
import LiveScores
import Testing

@testable import LiveAPI

@Suite struct SubmissionRequestTests {
  static func request(_ json: String) throws(RequestError) -> SubmissionRequest {
    try SubmissionRequest(body: Array(json.utf8))
  }

  static func board(places: Int = 0) throws -> BoardDefinition {
    try BoardDefinition(
      id: BoardID("game1"), name: "Game", scale: ScoreScale(places: places))
  }

  @Test func aScoreWithAllItsMembers() throws {
    let request = try Self.request(
      """
      {"player_id": "player123", "leaderboard_id": "game1", "score": 1500,
       "game_id": "match123", "metadata": {"level": 10, "tags": ["a"]}, "submission_id": "s-1"}
      """)
    let submission = try request.submission(to: Self.board(), key: SubmissionKey("made"))
    #expect(submission.player.text == "player123" && submission.board.text == "game1")
    #expect(submission.score == 1500)
    #expect(submission.key.text == "s-1")
    #expect(
      submission.metadata
        == Array(#"{"level":10,"tags":["a"],"game_id":"match123"}"#.utf8))
  }

  @Test func aScoreWithItsRequiredMembers() throws {
    let request = try Self.request(
      #"{"score":1.50e1,"leaderboard_id":"game1","player_id":"a","metadata":null}"#)
    let submission = try request.submission(to: Self.board(), key: SubmissionKey("made"))
    #expect(submission.score == 15)
    #expect(submission.metadata == nil)
    #expect(submission.key.text == "made")
  }

  @Test func theBoardDecidesHowAScoreIsRead() throws {
    let request = try Self.request(#"{"score":1.5,"leaderboard_id":"game1","player_id":"a"}"#)
    let key = try SubmissionKey("k")
    #expect(try request.submission(to: Self.board(places: 1), key: key).score == 15)
    let error = #expect(throws: RequestError.self) {
      try request.submission(to: Self.board(), key: key)
    }
    #expect(error?.code == .invalidValue && error?.place == "score")
    #expect(error?.problem.status == 422)
  }

  @Test(arguments: [
    ("", "", "expected a value at byte 0"),
    ("[]", "", "expected an object, found an array"),
    ("{}", "player_id", "expected a string, found nothing"),
    (#"{"player_id":7}"#, "player_id", "expected a string, found the number 7"),
    (#"{"player_id":"a","leaderboard_id":null}"#, "leaderboard_id", "expected a string"),
    (
      #"{"player_id":"a","leaderboard_id":"g","score":"1500"}"#, "score",
      "expected a number, found the string '1500'"
    ),
    (#"{"player_id":"a","leaderboard_id":"g","score":true}"#, "score", "found a boolean"),
    (
      #"{"player_id":"a","leaderboard_id":"g","score":1,"metadata":[]}"#, "metadata",
      "expected an object, found an array"
    ),
    (
      #"{"player_id":"a","leaderboard_id":"g","score":1,"scroe":1}"#, "scroe",
      "the member is unknown; expected game_id, leaderboard_id, metadata, player_id, score"
    ),
    (#"{"player_id":"a","player_id":"b"}"#, "player_id", "the member comes twice"),
    (
      #"{"player_id":"a","leaderboard_id":"g","score":1,"game_id":"m","metadata":{"game_id":1}}"#,
      "metadata.game_id", "the member comes twice"
    ),
  ])
  func aBodyThatIsNoScoreIs400(json: String, place: String, reason: String) {
    let error = #expect(throws: RequestError.self) { try Self.request(json) }
    #expect(error?.place == place)
    #expect(error?.reason.hasPrefix(reason) == true || error?.reason.contains(reason) == true)
    #expect(error?.problem.status == 400)
  }

  @Test(arguments: [
    (#"{"player_id":"","leaderboard_id":"g","score":1}"#, "player_id"),
    (#"{"player_id":"a\u0000","leaderboard_id":"g","score":1}"#, "player_id"),
    (#"{"player_id":"a","leaderboard_id":"no board","score":1}"#, "leaderboard_id"),
    (#"{"player_id":"a","leaderboard_id":"g","score":1,"submission_id":""}"#, "submission_id"),
  ])
  func aValueThatCannotBeUsedIs422(json: String, place: String) {
    let error = #expect(throws: RequestError.self) { try Self.request(json) }
    #expect(error?.code == .invalidValue && error?.place == place)
  }

  @Test(arguments: ["NaN", "Infinity", "1e", "01", "+1", "0x1", "1.", ".5", "--1"])
  func whatIsNoNumberOfJSONIsNoScore(number: String) {
    let json = #"{"player_id":"a","leaderboard_id":"g","score":\#(number)}"#
    let error = #expect(throws: RequestError.self) { try Self.request(json) }
    #expect(error?.code == .invalidJSON)
  }

  @Test(arguments: [
    ("9007199254740991", true), ("9007199254740992", false), ("9007199254740993", false),
    ("1e400", false), ("-0", true), ("1e-400", false),
  ])
  func aScoreIsExactOrRejected(number: String, isScore: Bool) throws {
    let json = #"{"player_id":"a","leaderboard_id":"game1","score":\#(number)}"#
    let request = try Self.request(json)
    let key = try SubmissionKey("k")
    let board = try Self.board()
    let submission = Result { () throws(RequestError) in
      try request.submission(to: board, key: key)
    }
    #expect(((try? submission.get()) != nil) == isScore)
  }

  @Test func depthIsBounded() {
    let deep = String(repeating: #"{"a":"#, count: 40) + "1" + String(repeating: "}", count: 40)
    let json = #"{"player_id":"a","leaderboard_id":"g","score":1,"metadata":\#(deep)}"#
    let error = #expect(throws: RequestError.self) { try Self.request(json) }
    #expect(error?.code == .invalidJSON)
  }
}

@Suite struct BatchRequestTests {
  @Test func eachSubmissionHasAResultOfItsOwn() throws {
    let batch = try BatchRequest(
      body: Array(
        """
        {"scores": [
          {"player_id": "player1", "leaderboard_id": "game1", "score": 1000},
          {"player_id": "player2", "leaderboard_id": "game1"},
          7,
          {"player_id": "player3", "leaderboard_id": "game 1", "score": 1}
        ]}
        """.utf8))
    let places = batch.submissions.map { result -> String in
      switch result {
      case .success(let request): request.player.text
      case .failure(let error): error.place
      }
    }
    #expect(places == ["player1", "scores[1].score", "scores[2]", "scores[3].leaderboard_id"])
  }

  @Test(arguments: ["{}", #"{"scores":{}}"#, #"{"scores":[]}"#, #"{"scores":[1],"more":1}"#])
  func whatIsNoBatch(json: String) {
    #expect(throws: RequestError.self) { try BatchRequest(body: Array(json.utf8)) }
  }

  @Test func aBatchIsBounded() throws {
    let score = #"{"player_id":"a","leaderboard_id":"g","score":1}"#
    let scores = Array(repeating: score, count: BatchRequest.maxSubmissions + 1)
    let error = #expect(throws: RequestError.self) {
      try BatchRequest(body: Array(#"{"scores":[\#(scores.joined(separator: ","))]}"#.utf8))
    }
    #expect(error?.problem.status == 422)
  }
}
