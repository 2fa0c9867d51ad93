import HTTPAPI
import NIOCore
import Synchronization
import Time

/// Responses as bytes, keyed by the bytes of their requests.
///
/// Identical requests have the same answer while its sources stay the same. So neither the target
/// nor the headers need to be parsed. Responses are kept until the cache is cleared, and at most a
/// second where changes cannot be observed. Responses that nobody requests again are dropped after
/// two seconds, so that requests that all differ take no more memory than those of two seconds.
package final class ResponseCache: Sendable {
  typealias Instant = Moment

  /// A response and its log line; a class, so that a lookup retains one reference instead of eight.
  final class Entry: Sendable {
    let bytes: ByteBuffer
    let line: AccessLine
    /// The request for the handler when the response has to be computed again.
    let request: HTTPRequest
    /// That of the response.
    let validUntil: Time.Instant?

    init(
      bytes: ByteBuffer, line: AccessLine, request: HTTPRequest, validUntil: Time.Instant? = nil
    ) {
      self.bytes = bytes
      self.line = line
      self.request = request
      self.validUntil = validUntil
    }
  }

  /// Proof that the cache was not cleared since some moment.
  struct Token: Hashable { fileprivate let clearCount: UInt64 }

  fileprivate struct Kept {
    let entry: Entry
    let size: Int
    /// When the response must be computed again, once; until that is done it is still sent.
    var freshUntil: Instant
    let keptUntil: Instant
  }

  /// The insertions of about a second.
  fileprivate struct Generation {
    var entries: [ByteBuffer: Kept] = [:]
    var byteCount = 0
  }

  fileprivate struct State {
    var recent = Generation()
    var older = Generation()
    /// When the next insertion starts a generation.
    var endOfRecent: Instant?
    var clearCount: UInt64 = 0

    var byteCount: Int { recent.byteCount + older.byteCount }
  }

  static let freshTime = Duration.milliseconds(500)
  static let keptTime = Duration.seconds(1)
  /// The memory of an entry beside its bytes: the parsed request, the log line, and their places in
  /// the tables.
  private static let entryBytes = 2_048

  private let state = Mutex(State())
  private let maxBytes: Int

  /// - Parameter maxBytes: of all requests and responses together; 0 caches nothing.
  package init(maxBytes: Int) { self.maxBytes = maxBytes }

  var byteCount: Int { state.withLock { $0.byteCount } }

  /// Take it before computing an answer.
  var token: Token { state.withLock { Token(clearCount: $0.clearCount) } }

  /// - Returns: also whether the caller must have it computed again.
  func response(to request: ByteBuffer, at now: Instant) -> (Entry, isDue: Bool)? {
    state.withLock { state in
      state.recent.response(to: request, at: now) ?? state.older.response(to: request, at: now)
    }
  }

  /// Caches a response, unless the cache was cleared since the token was taken.
  func insert(_ entry: Entry, for request: ByteBuffer, since token: Token, at now: Instant) {
    let size = Self.size(request, entry)
    guard size <= maxBytes / 8 else { return }
    // Copies, because entries must not keep the much larger read buffers.
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

  /// Drops everything, because the answers' sources changed; answers in progress are not cached
  /// either.
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
    if let end = kept.entry.validUntil, Clock.system.now() >= end { return nil }
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
