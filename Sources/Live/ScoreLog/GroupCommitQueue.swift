import Failures
import LiveScores

/// The limits of a queue in front of a log.
package struct GroupCommitLimits: Sendable {
  /// Submissions of a commit.
  package var batchSize = 1_000
  /// Submissions that are accepted and not answered.
  package var submissions = 20_000
  /// Bytes of those, roughly.
  package var bytes = 32 << 20

  package init() {}
}

/// Decides which submissions share a commit: takes requests and results of commits, returns batches
/// and answers. It does no I/O.
///
/// One commit runs at a time. What arrives meanwhile shares the next one, and a lone submission
/// never waits for others.
struct GroupCommitQueue {
  /// A part of a request, or all of it.
  struct Piece {
    let request: Int
    let submissions: ArraySlice<Submission>
  }

  /// What a request gets.
  struct Answer {
    let request: Int
    let result: Result<[SubmissionAnswer], ScoreLogError>
  }

  private struct Request {
    let submissionCount: Int
    let byteCount: Int
    var answers: [SubmissionAnswer] = []
    var hasBegun = false
  }

  private let limits: GroupCommitLimits
  private var requests: [Int: Request] = [:]
  /// In order of arrival. Those of requests that are gone are passed over.
  private var waiting = FIFO<Piece>()
  private var committing: [Piece]?
  /// Submissions that are accepted and not answered, and their bytes.
  private(set) var submissionCount = 0
  private var byteCount = 0
  private var lastCommit = Duration.zero

  init(limits: GroupCommitLimits) { self.limits = limits }

  var isIdle: Bool { requests.isEmpty }

  /// Accepts a request whole, or throws `queueFull` or `requestTooLarge`.
  /// - Parameter request: names it; no other one may have the same number.
  mutating func add(
    _ submissions: [Submission], as request: Int
  ) throws(ScoreLogError) {
    let bytes = submissions.reduce(0) { $0 + $1.estimatedByteCount }
    guard submissions.count <= limits.submissions, bytes <= limits.bytes else {
      throw ScoreLogError(
        code: .requestTooLarge,
        reason: "expected at most \(limits.submissions) submissions of \(limits.bytes) bytes, "
          + "found \(submissions.count) of \(bytes) bytes")
    }
    guard submissionCount + submissions.count <= limits.submissions,
      byteCount + bytes <= limits.bytes
    else {
      throw ScoreLogError(
        code: .queueFull(retryAfter: retryTime),
        reason: "\(submissionCount) submissions wait for the log")
    }
    requests[request] = Request(submissionCount: submissions.count, byteCount: bytes)
    submissionCount += submissions.count
    byteCount += bytes
    for start in stride(from: 0, to: submissions.count, by: limits.batchSize) {
      let end = min(start + limits.batchSize, submissions.count)
      waiting.append(Piece(request: request, submissions: submissions[start..<end]))
    }
  }

  /// Takes a request back unless a commit has taken some of it.
  mutating func cancel(_ request: Int) -> Bool {
    guard let state = requests[request], !state.hasBegun else { return false }
    remove(request)
    return true
  }

  /// What the next commit takes; `nil` while a commit runs, or if nothing waits.
  mutating func nextBatch() -> [Submission]? {
    guard committing == nil else { return nil }
    var pieces: [Piece] = []
    var batch: [Submission] = []
    while let piece = waiting.first {
      if requests[piece.request] == nil {
        waiting.removeFirst()
        continue
      }
      guard batch.count + piece.submissions.count <= limits.batchSize else { break }
      requests[piece.request]?.hasBegun = true
      pieces.append(piece)
      batch += piece.submissions
      waiting.removeFirst()
    }
    guard !pieces.isEmpty else { return nil }
    committing = pieces
    return batch
  }

  /// Ends the commit that runs.
  /// - Returns: the requests that are done.
  mutating func finish(
    _ result: Result<[SubmissionAnswer], ScoreLogError>, after duration: Duration
  ) -> [Answer] {
    let pieces = committing ?? []
    committing = nil
    lastCommit = duration
    var answers: [Answer] = []
    var position = 0
    for piece in pieces {
      let end = position + piece.submissions.count
      defer { position = end }
      guard var state = requests[piece.request] else { continue }
      switch result {
      case .success(let all):
        state.answers += all[position..<end]
        requests[piece.request] = state
        guard state.answers.count == state.submissionCount else { continue }
        answers.append(Answer(request: piece.request, result: .success(state.answers)))
      case .failure(let error):
        answers.append(
          Answer(request: piece.request, result: .failure(error.after(state.answers))))
      }
      remove(piece.request)
    }
    return answers
  }

  private mutating func remove(_ request: Int) {
    guard let state = requests.removeValue(forKey: request) else { return }
    submissionCount -= state.submissionCount
    byteCount -= state.byteCount
  }

  /// How long the queue takes at the pace of the last commit, 1 to 30 seconds.
  private var retryTime: Duration {
    min(max(lastCommit * (submissionCount / limits.batchSize + 1), .seconds(1)), .seconds(30))
  }
}

extension ScoreLogError {
  /// The error of a request of several commits, some of which have succeeded.
  fileprivate func after(_ answers: [SubmissionAnswer]) -> ScoreLogError {
    guard !answers.isEmpty, code != .outcomeUnknown else { return self }
    return ScoreLogError(
      code: .outcomeUnknown, place: place,
      reason: "only the first \(answers.count) submissions are recorded: \(reason)",
      underlying: self)
  }
}

extension Submission {
  /// What the submission takes in memory, roughly.
  fileprivate var estimatedByteCount: Int {
    128 + player.text.utf8.count + key.text.utf8.count + (metadata?.count ?? 0)
  }
}

/// A queue from whose front elements are removed in constant time on average.
private struct FIFO<Element> {
  private var elements: [Element?] = []
  private var head = 0

  var first: Element? { head < elements.count ? elements[head] : nil }

  mutating func append(_ element: Element) { elements.append(element) }

  mutating func removeFirst() {
    elements[head] = nil
    head += 1
    guard head * 2 >= elements.count else { return }
    elements.removeFirst(head)
    head = 0
  }
}
