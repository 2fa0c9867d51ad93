import LiveAPI

/// The submissions of one socket: in their order, and a limited number at once.
///
/// One commit of a socket runs at a time. What arrives meanwhile shares the next one.
struct SubmissionQueue {
  struct Entry: Sendable {
    let request: SubmissionRequest
    /// What the client calls it.
    let requestID: [UInt8]?
  }

  private let limit: Int
  private var waiting: [Entry] = []
  private var runningCount = 0
  private var isRunning = false

  init(limit: Int) { self.limit = limit }

  enum Admission: Hashable {
    case refused
    case waiting
    /// Nothing runs: `nextBatch` has to be called.
    case first
  }

  mutating func add(_ entry: Entry) -> Admission {
    guard waiting.count + runningCount < limit else { return .refused }
    waiting.append(entry)
    defer { isRunning = true }
    return isRunning ? .waiting : .first
  }

  /// Called when the batch before is answered.
  /// - Returns: the submissions that run next; empty if none wait.
  mutating func nextBatch() -> [Entry] {
    let batch = waiting
    waiting = []
    runningCount = batch.count
    isRunning = !batch.isEmpty
    return batch
  }

  /// Drops what does not run: the client is gone.
  mutating func clear() { waiting = [] }
}
