#if Server
  import LeaderboardAPI
  import NIOCore
  import Synchronization

  /// Has an answer worked out once for all who ask for it at the same time.
  ///
  /// A board that many look at is asked for by all of them in the moment after it changed.
  final class SharedAnswers: Sendable {
    /// Requests that are the same byte for byte, made while the lake was the same.
    struct Question: Hashable {
      let request: ByteBuffer
      let token: ReadyResponses.Token
    }

    private let tasks = Mutex<[Question: Task<APIResponse, Never>]>([:])

    /// - Parameter work: works the answer out; it is not cancelled, since others may wait for it.
    func answer(
      to question: Question, by work: @escaping @Sendable () async -> APIResponse
    ) async -> APIResponse {
      let task = tasks.withLock { tasks in
        if let task = tasks[question] { return task }
        let task = Task {
          let answer = await work()
          self.tasks.withLock { $0[question] = nil }
          return answer
        }
        tasks[question] = task
        return task
      }
      return await task.value
    }
  }
#endif
