import Bytes
import Dispatch
import HTTPAPI
import NIOCore
import SnapshotAPI
import Storage
import Synchronization

/// An upload on its way in: what came is written to a file on a thread of its own, and no more is
/// taken from the client than the disk keeps up with.
///
/// Belongs to the event loop of its connection, but for the file.
final class IncomingUpload {
  let request: UploadRequest
  private let slot: UploadSlot
  private let file: ReceivedFile
  private let queue = DispatchQueue(label: "standings.upload")
  private let maxBytes: Int
  private let maxUnwritten: Int
  private(set) var receivedCount = 0
  private var unwrittenCount = 0
  private(set) var isAbandoned = false

  init(
    _ request: UploadRequest, _ slot: UploadSlot, into file: ReceivedFile, maxBytes: Int,
    maxUnwritten: Int
  ) {
    self.request = request
    self.slot = slot
    self.file = file
    self.maxBytes = maxBytes
    self.maxUnwritten = maxUnwritten
  }

  /// Whether another upload has its slot by now.
  var isReplaced: Bool { slot.isReplaced }

  /// Keeps the slot until the upload has been handled: all of it has come.
  func becameWhole() { slot.becameWhole() }

  var takesBytes: Bool { unwrittenCount < maxUnwritten }

  func abandon() { isAbandoned = true }

  /// - Parameter written: called on the event loop when these bytes are written, or cannot be.
  /// - Throws: a problem where there are more bytes than may be.
  func add(
    _ bytes: ByteBuffer, on loop: any EventLoop,
    written: @escaping (Result<Void, ObjectStoreError>) -> Void
  ) throws(ProblemDetails) {
    let count = bytes.readableBytes
    receivedCount += count
    slot.received(receivedCount)
    guard receivedCount <= maxBytes else { throw .uploadTooLarge(maxBytes) }
    unwrittenCount += count
    let finish = NIOLoopBound(
      { [self] (result: Result<Void, ObjectStoreError>) in
        unwrittenCount -= count
        written(result)
      }, eventLoop: loop)
    queue.async { [file] in
      let result = Result { () throws(ObjectStoreError) in
        try file.write(bytes)
      }
      loop.execute { finish.value(result) }
    }
  }

  /// All that was received.
  var received: ReceivedUpload { ReceivedUpload(file: file, queue: queue, slot: slot) }
}

/// An upload of which the last byte has come, but may not be written yet.
struct ReceivedUpload: Sendable {
  fileprivate let file: ReceivedFile
  fileprivate let queue: DispatchQueue
  /// Its place among the uploads, kept as long as this value.
  fileprivate let slot: UploadSlot

  /// Returns when all is written.
  /// - Throws: `ObjectStoreError`.
  var bytes: SharedBytes {
    get async throws {
      try await withCheckedThrowingContinuation { continuation in
        queue.async { continuation.resume(with: Result { try file.bytes() }) }
      }
    }
  }
}

extension ReceivedFile {
  fileprivate func write(_ bytes: ByteBuffer) throws(ObjectStoreError) {
    let result = bytes.withUnsafeReadableBytes { bytes in
      Result { () throws(ObjectStoreError) in try write(bytes) }
    }
    try result.get()
  }
}
