import Failures
import Leaderboards
import TestSupport
import Testing
import Time

@testable import LiveScores

@Suite struct SubmissionFoldTests {
  static let now = Instant(millisecondsSinceEpoch: 1_796_000_000_000) ?? .epoch

  static func board(
    _ id: String = "game1", number: Int64 = 1, _ order: RankOrder = .descending,
    _ mode: UpdateMode = .best, reset: String = "never", metadataLimit: Int = 2_048
  ) throws -> Board {
    let definition = try BoardDefinition(
      id: BoardID(id), name: "Game", order: order, updateMode: mode, reset: ResetSchedule(reset),
      metadataLimit: metadataLimit)
    return Board(number: number, definition: definition, createdAt: .epoch)
  }

  static func submission(
    _ player: String, _ score: Int64, key: String, board: String = "game1",
    metadata: String? = nil
  ) throws -> Submission {
    Submission(
      board: try BoardID(board), player: try PlayerID(player), score: score,
      metadata: metadata.map { Array($0.utf8) }, key: try SubmissionKey(key))
  }

  /// The scores of a player after each of some submissions.
  static func scores(_ submitted: [Int64], _ order: RankOrder, _ mode: UpdateMode) throws -> [Int64]
  {
    var fold = SubmissionFold(boards: [try board(order, mode)], lastSequence: 0, at: now)
    return try submitted.enumerated().map { index, score in
      guard case .recorded(let outcome) = fold.add(try submission("a", score, key: "\(index)"))
      else { throw Unexpected() }
      return outcome.after
    }
  }

  struct Unexpected: Error {}

  static func board(_ order: RankOrder, _ mode: UpdateMode) throws -> Board {
    try board("game1", number: 1, order, mode)
  }

  @Test(
    arguments: [
      (RankOrder.descending, UpdateMode.best, [5, 3, 9, 9, -1], [5, 5, 9, 9, 9]),
      (.ascending, .best, [5, 7, 3, 3, 9], [5, 5, 3, 3, 3]),
      (.descending, .replace, [5, 3, 9], [5, 3, 9]),
      (.ascending, .replace, [5, 7], [5, 7]),
      (.descending, .increment, [0, 5, -2, 10], [0, 5, 3, 13]),
    ] as [(RankOrder, UpdateMode, [Int64], [Int64])])
  func theModeDecidesTheScore(
    order: RankOrder, mode: UpdateMode, submitted: [Int64], after: [Int64]
  ) throws {
    #expect(try Self.scores(submitted, order, mode) == after)
  }

  @Test func anEqualScoreKeepsItsPlaceInTime() throws {
    let board = try Self.board()
    var fold = SubmissionFold(boards: [board], lastSequence: 41, at: Self.now)
    _ = fold.add(try Self.submission("a", 7, key: "1", metadata: #"{"level":1}"#))
    _ = fold.add(try Self.submission("a", 7, key: "2", metadata: #"{"level":2}"#))
    let standing = try #require(fold.changedStandings.values.first)
    #expect(standing.sequence == 42)
    #expect(standing.metadata == Array(#"{"level":1}"#.utf8))
    #expect(standing.submissionCount == 2)
    #expect(fold.events.map(\.outcome.sequence) == [42, 43])
  }

  @Test func aRepeatedKeyChangesNothing() throws {
    var fold = SubmissionFold(
      boards: [try Self.board(.descending, .increment)], lastSequence: 0, at: Self.now)
    let first = fold.add(try Self.submission("a", 5, key: "match-1"))
    let again = fold.add(try Self.submission("a", 5, key: "match-1"))
    guard case .recorded(let outcome) = first else { throw Unexpected() }
    #expect(again == .repeated(outcome))
    #expect(fold.events.count == 1)
    #expect(fold.changedStandings.values.map(\.score) == [5])
  }

  @Test(arguments: [("b", 5, nil), ("a", 6, nil), ("a", 5, "{}")] as [(String, Int64, String?)])
  func otherContentUnderAKnownKeyConflicts(
    player: String, score: Int64, metadata: String?
  ) throws {
    var fold = SubmissionFold(boards: [try Self.board()], lastSequence: 0, at: Self.now)
    guard case .recorded(let outcome) = fold.add(try Self.submission("a", 5, key: "match-1")) else {
      throw Unexpected()
    }
    let other = try Self.submission(player, score, key: "match-1", metadata: metadata)
    #expect(fold.add(other) == .conflicting(outcome))
    #expect(fold.events.count == 1)
  }

  @Test func boardsHaveKeysOfTheirOwn() throws {
    let boards = [try Self.board(), try Self.board("game2", number: 2)]
    var fold = SubmissionFold(boards: boards, lastSequence: 0, at: Self.now)
    _ = fold.add(try Self.submission("a", 5, key: "match-1"))
    _ = fold.add(try Self.submission("a", 6, key: "match-1", board: "game2"))
    #expect(fold.events.count == 2)
    #expect(fold.changedStandings.count == 2)
  }

  @Test func whatTheLogKnowsIsTakenIntoAccount() throws {
    let board = try Self.board(.descending, .increment)
    let submission = try Self.submission("a", 5, key: "new")
    var fold = SubmissionFold(boards: [board], lastSequence: 9, at: Self.now)
    let key = try #require(fold.standingKeys(of: [submission]).first)
    fold.know(
      Standing(score: 37, sequence: 4, reachedAt: .epoch, metadata: nil, submissionCount: 3),
      of: key)
    let repeated = try Self.submission("a", 30, key: "old")
    let known = RecordedOutcome(
      sequence: 4, period: key.period, before: 7, after: 37, fingerprint: repeated.fingerprint)
    fold.know(known, of: try #require(fold.outcomeKeys(of: [repeated]).first))
    #expect(fold.add(repeated) == .repeated(known))
    guard case .recorded(let outcome) = fold.add(submission) else { throw Unexpected() }
    #expect(outcome.before == 37)
    #expect(outcome.after == 42)
    #expect(outcome.sequence == 10)
    #expect(fold.changedStandings[key]?.submissionCount == 4)
  }

  @Test func whatIsRejectedChangesNothing() throws {
    let board = try Self.board("game1", metadataLimit: 4)
    var fold = SubmissionFold(boards: [board], lastSequence: 0, at: Self.now)
    let rejected: [(Submission, LiveErrorCode)] = [
      (try Self.submission("a", 1, key: "1", board: "unknown"), .unknownBoard),
      (try Self.submission("a", ScoreScale.maxUnits + 1, key: "2"), .invalidScore),
      (try Self.submission("a", .min, key: "3"), .invalidScore),
      (try Self.submission("a", 1, key: "4", metadata: "{\"a\":1}"), .invalidMetadata),
    ]
    for (submission, code) in rejected {
      guard case .rejected(let error) = fold.add(submission) else { throw Unexpected() }
      #expect(error.code == code)
    }
    #expect(fold.events.isEmpty && fold.changedStandings.isEmpty)
    // A key of a rejected submission is free.
    guard case .recorded = fold.add(try Self.submission("a", 1, key: "2")) else {
      throw Unexpected()
    }
  }

  @Test func aSumBeyondTheRangeIsRejected() throws {
    var fold = SubmissionFold(
      boards: [try Self.board(.descending, .increment)], lastSequence: 0, at: Self.now)
    _ = fold.add(try Self.submission("a", ScoreScale.maxUnits, key: "1"))
    guard case .rejected(let error) = fold.add(try Self.submission("a", 1, key: "2")) else {
      throw Unexpected()
    }
    #expect(error.code == .scoreOutOfRange)
    #expect(fold.changedStandings.values.map(\.score) == [ScoreScale.maxUnits])
  }

  @Test func aResetByHandBeginsAPeriod() throws {
    var board = try Self.board("game1", .descending, .best, reset: "daily")
    let start = try #require(Instant("2026-11-30T10:00:00Z"))
    let later = try #require(Instant("2026-11-30T11:00:00Z"))
    board.resetAt = start
    #expect(board.period(at: later).start == start)
    #expect(board.period(at: later).end == Instant("2026-12-01T00:00:00Z"))
    #expect(
      board.period(at: try #require(Instant("2026-11-30T09:00:00Z"))).start
        == Instant("2026-11-30T00:00:00Z"))
    #expect(
      board.period(at: try #require(Instant("2026-12-01T00:00:00Z"))).start
        == Instant("2026-12-01T00:00:00Z"))
  }
}

/// Random submissions in batches of any size against a dictionary per board.
@Suite struct SubmissionFoldModelTests {
  @Test(arguments: UInt64(1)...6, UpdateMode.allCases)
  func anyBatchesGiveWhatOneAfterTheOtherGives(seed: UInt64, mode: UpdateMode) throws {
    var random = SeededGenerator(seed: seed)
    let board = try SubmissionFoldTests.board(seed % 2 == 0 ? .descending : .ascending, mode)
    let isHigherBetter = seed % 2 == 0
    var scores: [String: Int64] = [:]
    var used: [String: String] = [:]
    var stored: [StandingKey: Standing] = [:]
    var outcomes: [OutcomeKey: RecordedOutcome] = [:]
    var last: Int64 = 0
    for _ in 0..<60 {
      var fold = SubmissionFold(boards: [board], lastSequence: last, at: SubmissionFoldTests.now)
      let batch = try (0..<Int.random(in: 1...20, using: &random)).map { _ in
        try SubmissionFoldTests.submission(
          "p\(Int.random(in: 0..<8, using: &random))", Int64.random(in: -9...9, using: &random),
          key: "k\(Int.random(in: 0..<300, using: &random))")
      }
      for key in fold.outcomeKeys(of: batch) { outcomes[key].map { fold.know($0, of: key) } }
      for key in fold.standingKeys(of: batch) { stored[key].map { fold.know($0, of: key) } }
      for submission in batch {
        let content = "\(submission.player.text) \(submission.score)"
        let outcome = fold.add(submission)
        if let known = used[submission.key.text] {
          switch outcome {
          case .repeated: #expect(known == content)
          case .conflicting: #expect(known != content)
          case .recorded, .rejected: Issue.record("\(outcome)")
          }
          continue
        }
        used[submission.key.text] = content
        let before = scores[submission.player.text]
        let after =
          switch mode {
          case .replace: submission.score
          case .increment: (before ?? 0) + submission.score
          case .best:
            before.map { isHigherBetter ? max($0, submission.score) : min($0, submission.score) }
              ?? submission.score
          }
        scores[submission.player.text] = after
        last += 1
        guard case .recorded(let recorded) = outcome else {
          Issue.record("\(outcome)")
          continue
        }
        #expect(recorded.sequence == last && recorded.before == before && recorded.after == after)
      }
      for event in fold.events {
        outcomes[OutcomeKey(board: event.board, key: event.submission.key)] = event.outcome
      }
      stored.merge(fold.changedStandings) { $1 }
    }
    #expect(
      Dictionary(uniqueKeysWithValues: stored.map { ($0.key.player.text, $0.value.score) })
        == scores)
    #expect(stored.values.reduce(0) { $0 + $1.submissionCount } == Int(last))
  }
}
