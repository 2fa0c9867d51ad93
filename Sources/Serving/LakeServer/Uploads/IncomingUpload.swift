import Bytes
import Dispatch
import HTTPAPI
import Storage
import Synchronization

/// An upload that is being received; a thread of its own writes it to a file.
final class IncomingUpload: BodyReceiver {
  private let request: UploadRequest
  private let service: UploadService
  private let received: ReceivedUpload
  private let receivedCount = Atomic(0)

  init(
    _ request: UploadRequest, _ slot: UploadSlot, into file: ReceivedFile, of service: UploadService
  ) {
    self.request = request
    self.service = service
    received = ReceivedUpload(file: file, slot: slot)
  }

  func receive(
    _ bytes: [UInt8], taken: @escaping @Sendable (Result<Void, ProblemDetails>) -> Void
  ) throws(ProblemDetails) {
    let count = receivedCount.add(bytes.count, ordering: .relaxed).newValue
    received.slot.received(count)
    guard count <= service.maxBytes else { throw .uploadTooLarge(service.maxBytes) }
    received.queue.async { [received, service] in
      let result = bytes.withUnsafeBytes { bytes in
        Result { () throws(ObjectStoreError) in try received.file.write(bytes) }
      }
      taken(result.mapError { service.problem(for: $0) })
    }
  }

  func finish() throws(ProblemDetails) -> PendingAnswer {
    received.slot.becameWhole()
    if received.slot.isReplaced { throw .uploadMadeWay }
    return .awaited { [request, service, received] in
      await service.response(to: request, received)
    }
  }

  func cancel() {}
}

/// A received upload whose last bytes may not be written yet.
struct ReceivedUpload: Sendable {
  fileprivate let file: ReceivedFile
  /// Its slot, held for the lifetime of this value.
  fileprivate let slot: UploadSlot
  fileprivate let queue = DispatchQueue(label: "standings.upload")

  /// Returns when everything is written.
  /// - Throws: `ObjectStoreError`.
  var bytes: SharedBytes {
    get async throws {
      try await withCheckedThrowingContinuation { continuation in
        queue.async { continuation.resume(with: Result { try file.bytes() }) }
      }
    }
  }
}
