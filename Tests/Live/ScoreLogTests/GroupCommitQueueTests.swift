import Failures
import LiveScores
import TestSupport
import Testing
import Time

@testable import ScoreLog

/// Submissions that are told apart by their keys.
func submissions(_ keys: [String]) throws -> [Submission] {
  let board = try BoardID("game1")
  return try keys.map {
    Submission(board: board, player: try PlayerID("p"), score: 1, key: try SubmissionKey($0))
  }
}

/// An outcome that says which submission it belongs to.
func outcome(_ submission: Submission) -> Outcome {
  .rejected(LiveError(code: .unknownBoard, reason: submission.key.text))
}

extension SubmissionAnswer {
  var key: String? {
    guard case .rejected(let error) = outcome else { return nil }
    return error.reason
  }
}

/// What is committed, and when.
@Suite struct GroupCommitQueueTests {
  private static let failure = ScoreLogError(code: .full, reason: "disk full")

  private func queue(batch: Int = 4, submissions: Int = 20) -> GroupCommitQueue {
    var limits = GroupCommitLimits()
    limits.batchSize = batch
    limits.submissions = submissions
    return GroupCommitQueue(limits: limits)
  }

  /// The keys of the next batch.
  private func next(_ queue: inout GroupCommitQueue) -> [String]? {
    queue.nextBatch()?.map(\.key.text)
  }

  private func finish(
    _ queue: inout GroupCommitQueue, _ keys: [String]
  ) throws -> [Int: [String?]] {
    let outcomes = try submissions(keys).map(outcome)
    let answers = queue.finish(
      .success(outcomes.map { SubmissionAnswer(outcome: $0, ranks: SubmissionRanks()) }),
      after: .milliseconds(1))
    return Dictionary(
      uniqueKeysWithValues: try answers.map { ($0.request, try $0.result.get().map(\.key)) })
  }

  @Test func aLoneSubmissionIsCommittedAtOnce() throws {
    var queue = queue()
    try queue.add(submissions(["a"]), as: 1)
    #expect(next(&queue) == ["a"])
    #expect(try finish(&queue, ["a"]) == [1: ["a"]])
    #expect(queue.isIdle)
  }

  @Test func whatArrivesDuringACommitSharesTheNextOne() throws {
    var queue = queue()
    try queue.add(submissions(["a"]), as: 1)
    #expect(next(&queue) == ["a"])
    try queue.add(submissions(["b", "c"]), as: 2)
    try queue.add(submissions(["d"]), as: 3)
    #expect(next(&queue) == nil)
    #expect(try finish(&queue, ["a"]) == [1: ["a"]])
    #expect(next(&queue) == ["b", "c", "d"])
    #expect(try finish(&queue, ["b", "c", "d"]) == [2: ["b", "c"], 3: ["d"]])
    #expect(queue.isIdle && next(&queue) == nil)
  }

  @Test func aSmallRequestIsNeverSplit() throws {
    var queue = queue(batch: 4)
    try queue.add(submissions(["a", "b", "c"]), as: 1)
    try queue.add(submissions(["d", "e"]), as: 2)
    #expect(next(&queue) == ["a", "b", "c"])
    _ = try finish(&queue, ["a", "b", "c"])
    #expect(next(&queue) == ["d", "e"])
  }

  @Test func aLargeRequestIsSplitAndAnsweredTogether() throws {
    var queue = queue(batch: 4)
    let keys = (0..<10).map(String.init)
    try queue.add(submissions(keys), as: 1)
    #expect(next(&queue) == Array(keys[0..<4]))
    #expect(try finish(&queue, Array(keys[0..<4])).isEmpty)
    #expect(next(&queue) == Array(keys[4..<8]))
    #expect(try finish(&queue, Array(keys[4..<8])).isEmpty)
    try queue.add(submissions(["x"]), as: 2)
    #expect(next(&queue) == ["8", "9", "x"])
    #expect(try finish(&queue, ["8", "9", "x"]) == [1: keys, 2: ["x"]])
  }

  @Test func aFailureReachesEveryRequestOfTheCommit() throws {
    var queue = queue()
    try queue.add(submissions(["a"]), as: 1)
    try queue.add(submissions(["b"]), as: 2)
    #expect(next(&queue) == ["a", "b"])
    let answers = queue.finish(.failure(Self.failure), after: .zero)
    #expect(answers.map(\.request) == [1, 2])
    for answer in answers { #expect(throws: Self.failure) { try answer.result.get() } }
    #expect(queue.isIdle)
  }

  @Test func aFailureInTheMiddleOfALargeRequestIsAnUnknownOutcome() throws {
    var queue = queue(batch: 2)
    try queue.add(submissions(["a", "b", "c", "d", "e", "f"]), as: 1)
    #expect(next(&queue) == ["a", "b"])
    #expect(try finish(&queue, ["a", "b"]).isEmpty)
    #expect(next(&queue) == ["c", "d"])
    let answer = try #require(queue.finish(.failure(Self.failure), after: .zero).first)
    let error = #expect(throws: ScoreLogError.self) { try answer.result.get() }
    #expect(error?.code == .outcomeUnknown)
    #expect(error?.underlying as? ScoreLogError == Self.failure)
    // What is left of it is not committed.
    #expect(next(&queue) == nil && queue.isIdle)
  }

  @Test func aFullQueueSaysWhenToComeBack() throws {
    var queue = queue(batch: 4, submissions: 5)
    try queue.add(submissions(["a", "b", "c", "d"]), as: 1)
    #expect(next(&queue)?.count == 4)
    // Those in a commit count, too, until they are answered.
    try queue.add(submissions(["e"]), as: 2)
    let error = #expect(throws: ScoreLogError.self) { try queue.add(submissions(["f"]), as: 3) }
    #expect(error?.code == .queueFull(retryAfter: .seconds(1)))
    _ = queue.finish(.failure(Self.failure), after: .seconds(4))
    try queue.add(submissions(["f", "g", "h", "i"]), as: 4)
    let later = #expect(throws: ScoreLogError.self) { try queue.add(submissions(["j"]), as: 5) }
    // Two commits at the pace of the last one.
    #expect(later?.code == .queueFull(retryAfter: .seconds(8)))
  }

  @Test func bytesFillTheQueueToo() throws {
    var limits = GroupCommitLimits()
    limits.bytes = 4_000
    var queue = GroupCommitQueue(limits: limits)
    let large = Submission(
      board: try BoardID("game1"), player: try PlayerID("p"), score: 1,
      metadata: [UInt8](repeating: 0x20, count: 3_000), key: try SubmissionKey("k"))
    try queue.add([large], as: 1)
    let full = #expect(throws: ScoreLogError.self) { try queue.add([large], as: 2) }
    #expect(full?.code == .queueFull(retryAfter: .seconds(1)))
    let tooLarge = #expect(throws: ScoreLogError.self) { try queue.add([large, large], as: 3) }
    #expect(tooLarge?.code == .requestTooLarge)
  }

  @Test func aWaitingRequestCanBeTakenBack() throws {
    var queue = queue()
    try queue.add(submissions(["a"]), as: 1)
    #expect(next(&queue) == ["a"])
    try queue.add(submissions(["b"]), as: 2)
    try queue.add(submissions(["c"]), as: 3)
    // Number 1 is in a commit, and after the first time number 2 is gone.
    let isCancelled = [2, 1, 2].map { queue.cancel($0) }
    #expect(isCancelled == [true, false, false])
    #expect(try finish(&queue, ["a"]) == [1: ["a"]])
    #expect(next(&queue) == ["c"])
  }

  @Test(arguments: UInt64(1)...20)
  func everyRequestIsAnsweredOnceInOrder(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var queue = queue(batch: 5, submissions: 40)
    var (open, committed): ([Int: [String]], [String]) = ([:], [])
    var running: [String]?
    for request in 0..<300 {
      let keys = (0..<Int.random(in: 1...12, using: &random)).map { "\(request)-\($0)" }
      let isTooMuch = open.values.reduce(keys.count) { $0 + $1.count } > 40
      do {
        try queue.add(submissions(keys), as: request)
        open[request] = keys
        #expect(!isTooMuch)
      } catch is ScoreLogError {
        #expect(isTooMuch)
      }
      if Int.random(in: 0..<4, using: &random) == 0,
        let some = open.keys.sorted().randomElement(using: &random), queue.cancel(some)
      {
        #expect(!committed.contains("\(some)-0") && running?.contains("\(some)-0") != true)
        open[some] = nil
      }
      if let batch = running, Bool.random(using: &random) {
        committed += batch
        for (answered, outcomes) in try finish(&queue, batch) {
          #expect(open.removeValue(forKey: answered) == outcomes)
        }
        running = nil
      }
      if running == nil { running = next(&queue) }
      #expect(running?.count ?? 0 <= 5)
    }
    while let batch = running {
      for (answered, outcomes) in try finish(&queue, batch) {
        #expect(open.removeValue(forKey: answered) == outcomes)
      }
      running = next(&queue)
    }
    #expect(open.isEmpty && queue.isIdle)
  }
}
