import HTTPAPI
import NIOCore
import Synchronization

/// Responses as bytes, by the bytes of the requests that they answer.
///
/// A request that is the same as an earlier one, byte for byte, has the same answer as long as what
/// answers are made from is the same. So nothing of it need be read: neither its target nor what it
/// says of forms, codings and tags that it has. Responses are kept until the cache is cleared, and
/// no longer than a second where nobody tells of a change. What nobody asks for again is dropped
/// after two seconds, so that requests that are all different take no more memory than those of two
/// seconds.
package final class ResponseCache: Sendable {
  typealias Instant = ContinuousClock.Instant

  /// A response, and the line of the log that goes with it.
  struct Entry {
    let bytes: ByteBuffer
    let line: AccessLine
    /// What the handler is asked when the response is to be worked out again.
    let request: HTTPRequest
  }

  /// That the cache was not cleared before some moment.
  struct Token: Hashable { fileprivate let clearCount: UInt64 }

  fileprivate struct Kept {
    let entry: Entry
    let size: Int
    /// From then on it is to be worked out again, once; until that is done it is given as it is.
    var freshUntil: Instant
    let keptUntil: Instant
  }

  /// What was inserted in about a second.
  fileprivate struct Generation {
    var entries: [ByteBuffer: Kept] = [:]
    var byteCount = 0
  }

  fileprivate struct State {
    var recent = Generation()
    var older = Generation()
    /// From then on the next response to be inserted begins a generation.
    var endOfRecent: Instant?
    var clearCount: UInt64 = 0

    var byteCount: Int { recent.byteCount + older.byteCount }
  }

  static let freshTime = Duration.milliseconds(500)
  static let keptTime = Duration.seconds(1)
  /// What an entry takes beside its bytes: the request as a value with its headers, the line of the
  /// log, and their places in the tables.
  private static let entryBytes = 2_048

  private let state = Mutex(State())
  private let maxBytes: Int

  /// - Parameter maxBytes: of all requests and responses together; 0 keeps nothing.
  package init(maxBytes: Int) { self.maxBytes = maxBytes }

  var byteCount: Int { state.withLock { $0.byteCount } }

  /// To be taken before an answer is worked out.
  var token: Token { state.withLock { Token(clearCount: $0.clearCount) } }

  /// - Returns: also whether it is the caller who is to have it worked out again.
  func response(to request: ByteBuffer, at now: Instant) -> (Entry, isDue: Bool)? {
    state.withLock { state in
      state.recent.response(to: request, at: now) ?? state.older.response(to: request, at: now)
    }
  }

  /// Keeps a response, unless the cache was cleared since the token was taken.
  func insert(_ entry: Entry, for request: ByteBuffer, since token: Token, at now: Instant) {
    let size = Self.size(request, entry)
    guard size <= maxBytes / 8 else { return }
    // Copies: what is kept must not hold on to the much larger buffers that these were read into.
    let request = ByteBuffer(bytes: request.readableBytesView)
    state.withLock { state in
      guard token.clearCount == state.clearCount else { return }
      if state.endOfRecent.map({ now >= $0 }) ?? true
        || state.recent.byteCount + size > maxBytes / 2
      {
        state.beginGeneration(at: now)
      }
      let kept = Kept(
        entry: entry, size: size, freshUntil: now + Self.freshTime,
        keptUntil: now + Self.keptTime)
      state.older.remove(request)
      state.recent.add(kept, for: request)
    }
  }

  /// Drops all, since what answers are made from has changed; answers that are being worked out are
  /// not kept either.
  package func clear() {
    state.withLock { state in
      state.clearCount &+= 1
      state.clear()
    }
  }

  private static func size(_ request: ByteBuffer, _ entry: Entry) -> Int {
    3 * request.readableBytes + entry.bytes.storageCapacity + entryBytes
  }
}

extension ResponseCache.Generation {
  fileprivate mutating func response(
    to request: ByteBuffer, at now: ResponseCache.Instant
  ) -> (ResponseCache.Entry, isDue: Bool)? {
    guard let index = entries.index(forKey: request) else { return nil }
    let kept = entries.values[index]
    if now < kept.freshUntil { return (kept.entry, false) }
    guard now < kept.keptUntil else { return nil }
    entries.values[index].freshUntil = kept.keptUntil
    return (kept.entry, true)
  }

  fileprivate mutating func add(_ kept: ResponseCache.Kept, for request: ByteBuffer) {
    let old = entries.updateValue(kept, forKey: request)
    byteCount += kept.size - (old?.size ?? 0)
  }

  fileprivate mutating func remove(_ request: ByteBuffer) {
    byteCount -= entries.removeValue(forKey: request)?.size ?? 0
  }
}

extension ResponseCache.State {
  fileprivate mutating func beginGeneration(at now: ResponseCache.Instant) {
    older = recent
    recent = ResponseCache.Generation()
    endOfRecent = now + ResponseCache.keptTime
  }

  fileprivate mutating func clear() {
    recent = ResponseCache.Generation()
    older = ResponseCache.Generation()
  }
}
