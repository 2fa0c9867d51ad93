import Dispatch

/// Runs jobs in order, off the threads that tasks share, so that they may block: those of an actor
/// with a database connection that flushes, for example, and of tasks that mostly wait for it.
package final class BlockingExecutor: SerialExecutor, TaskExecutor {
  private let queue: DispatchQueue

  /// - Parameter label: what debuggers call the thread.
  package init(label: String) { queue = DispatchQueue(label: label) }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async {
      job.runSynchronously(
        isolatedTo: self.asUnownedSerialExecutor(), taskExecutor: self.asUnownedTaskExecutor())
    }
  }
}
