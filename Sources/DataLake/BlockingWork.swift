import Dispatch

/// Work that waits for a disk, kept off the threads that tasks share: there is one of those a
/// core, and a flush would leave its core idle.
enum BlockingWork {
  static func run<Result: Sendable>(
    _ work: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "standings.lake").async {
        continuation.resume(with: Swift.Result { try work() })
      }
    }
  }
}
