import HTTPAPI
import LiveAPI
import Synchronization

// Submissions by messages.
extension UpdateSocket {
  func submit(_ request: SubmissionRequest, _ id: [UInt8]?) throws(ProblemDetails) {
    try state.withLock(\.caller).require(.submit)
    let entry = SubmissionQueue.Entry(request: request, requestID: id)
    switch state.withLock({ $0.submissions.add(entry) }) {
    case .refused: throw .tooManyInFlight(updates.hub.limits.submissions)
    case .waiting: break
    case .first: Task { await record() }
    }
  }

  /// Records what waits, one batch after the other, so that submissions keep their order.
  private func record() async {
    while true {
      let batch = state.withLock { $0.submissions.nextBatch() }
      if batch.isEmpty { return }
      for message in await updates.record(batch) { answer(message) }
    }
  }
}
