import HTTPAPI
import NIOCore
import SnapshotAPI
import Synchronization

/// Responses as bytes, by the bytes of the requests that they answer.
///
/// A request that is the same as an earlier one, byte for byte, has the same answer as long as the
/// lake is the same. So nothing of it need be read: neither its target nor what it says of forms,
/// codings and tags that it has. Responses are kept until the lake changes, and no longer than a
/// second where nobody tells of a change. What nobody asks for again is given up after two seconds,
/// so that questions that are all different take no more memory than those of two seconds.
final class ResponseCache: Sendable {
  /// A response, and the line of the log that goes with it.
  struct Ready {
    let bytes: ByteBuffer
    let line: AccessLine
    /// What the API is asked when it is to be worked out again.
    let query: HTTPRequest
  }

  /// That the lake had not changed at some moment.
  struct Token: Hashable { fileprivate let changes: UInt64 }

  fileprivate struct Entry {
    let ready: Ready
    let size: Int
    /// From then on it is to be worked out again, once; until that is done it is given as it is.
    var freshUntil: NIODeadline
    let keptUntil: NIODeadline
  }

  /// What was kept in about a second.
  fileprivate struct Generation {
    var entries: [ByteBuffer: Entry] = [:]
    var byteCount = 0
  }

  fileprivate struct State {
    var recent = Generation()
    var older = Generation()
    /// From then on the next response to be kept begins a generation.
    var endOfRecent = NIODeadline.uptimeNanoseconds(0)
    var changes: UInt64 = 0

    var byteCount: Int { recent.byteCount + older.byteCount }
  }

  static let freshTime = TimeAmount.milliseconds(500)
  static let keptTime = TimeAmount.seconds(1)
  /// What an entry takes beside its bytes: the question as a value with its headers, the line of the
  /// log, and their places in the tables.
  private static let entryBytes = 2_048

  private let state = Mutex(State())
  private let maxBytes: Int

  /// - Parameter maxBytes: of all requests and responses together; 0 keeps nothing.
  init(maxBytes: Int) { self.maxBytes = maxBytes }

  var byteCount: Int { state.withLock { $0.byteCount } }

  /// To be taken before an answer is worked out.
  var token: Token { state.withLock { Token(changes: $0.changes) } }

  /// - Returns: also whether it is the caller who is to have it worked out again.
  func response(to request: ByteBuffer, at now: NIODeadline) -> (Ready, isDue: Bool)? {
    state.withLock { state in
      state.recent.response(to: request, at: now) ?? state.older.response(to: request, at: now)
    }
  }

  /// Keeps a response, unless the lake has changed since the token was taken.
  func keep(_ ready: Ready, for request: ByteBuffer, since token: Token, at now: NIODeadline) {
    let size = Self.size(request, ready)
    guard size <= maxBytes / 8 else { return }
    // Copies: what is kept must not hold on to the much larger buffers that these were read into.
    let request = ByteBuffer(bytes: request.readableBytesView)
    state.withLock { state in
      guard token.changes == state.changes else { return }
      if now >= state.endOfRecent || state.recent.byteCount + size > maxBytes / 2 {
        state.beginGeneration(at: now)
      }
      let entry = Entry(
        ready: ready, size: size, freshUntil: now + Self.freshTime,
        keptUntil: now + Self.keptTime)
      state.older.remove(request)
      state.recent.add(entry, for: request)
    }
  }

  /// Forgets all, since the lake has changed; answers that are being worked out are not kept either.
  func clear() {
    state.withLock { state in
      state.changes &+= 1
      state.clear()
    }
  }

  private static func size(_ request: ByteBuffer, _ ready: Ready) -> Int {
    3 * request.readableBytes + ready.bytes.storageCapacity + entryBytes
  }
}

extension ResponseCache.Generation {
  fileprivate mutating func response(
    to request: ByteBuffer, at now: NIODeadline
  ) -> (ResponseCache.Ready, isDue: Bool)? {
    guard let index = entries.index(forKey: request) else { return nil }
    let entry = entries.values[index]
    if now < entry.freshUntil { return (entry.ready, false) }
    guard now < entry.keptUntil else { return nil }
    entries.values[index].freshUntil = entry.keptUntil
    return (entry.ready, true)
  }

  fileprivate mutating func add(_ entry: ResponseCache.Entry, for request: ByteBuffer) {
    let old = entries.updateValue(entry, forKey: request)
    byteCount += entry.size - (old?.size ?? 0)
  }

  fileprivate mutating func remove(_ request: ByteBuffer) {
    byteCount -= entries.removeValue(forKey: request)?.size ?? 0
  }
}

extension ResponseCache.State {
  fileprivate mutating func beginGeneration(at now: NIODeadline) {
    older = recent
    recent = ResponseCache.Generation()
    endOfRecent = now + ResponseCache.keptTime
  }

  fileprivate mutating func clear() {
    recent = ResponseCache.Generation()
    older = ResponseCache.Generation()
  }
}
