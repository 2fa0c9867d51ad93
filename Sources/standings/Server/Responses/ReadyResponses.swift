#if Server
  import LeaderboardAPI
  import NIOCore
  import Synchronization

  /// Responses as bytes, by the bytes of the requests that they answer.
  ///
  /// A request that is the same as an earlier one, byte for byte, has the same answer as long as the
  /// lake is the same. So nothing of it need be read: neither its target nor what it says of forms,
  /// codings and tags that it has. Responses are kept until the lake changes, and no longer than a
  /// second where nobody tells of a change.
  final class ReadyResponses: Sendable {
    /// A response, and the line of the log that goes with it.
    struct Ready {
      let bytes: ByteBuffer
      let line: AccessLine
      /// What the API is asked when it is to be worked out again.
      let question: APIRequest
    }

    /// That the lake had not changed at some moment.
    struct Token: Hashable { fileprivate let changes: UInt64 }

    fileprivate struct Entry {
      let ready: Ready
      /// From then on it is to be worked out again, once; until that is done it is given as it is.
      var freshUntil: NIODeadline
      let keptUntil: NIODeadline
    }

    fileprivate struct State {
      var entries: [ByteBuffer: Entry] = [:]
      var byteCount = 0
      var changes: UInt64 = 0
    }

    static let freshTime = TimeAmount.milliseconds(500)
    static let keptTime = TimeAmount.seconds(1)
    /// What an entry takes beside its bytes.
    private static let entryBytes = 256

    private let state = Mutex(State())
    private let mostBytes: Int

    /// - Parameter mostBytes: of all requests and responses together; 0 keeps nothing.
    init(mostBytes: Int) { self.mostBytes = mostBytes }

    var byteCount: Int { state.withLock { $0.byteCount } }

    /// To be taken before an answer is worked out.
    var token: Token { state.withLock { Token(changes: $0.changes) } }

    /// - Returns: also whether it is the caller who is to have it worked out again.
    func response(to request: ByteBuffer, at now: NIODeadline) -> (Ready, isDue: Bool)? {
      state.withLock { state in
        guard let index = state.entries.index(forKey: request) else { return nil }
        let entry = state.entries.values[index]
        if now < entry.freshUntil { return (entry.ready, false) }
        guard now < entry.keptUntil else { return nil }
        state.entries.values[index].freshUntil = entry.keptUntil
        return (entry.ready, true)
      }
    }

    /// Keeps a response, unless the lake has changed since the token was taken.
    func keep(_ ready: Ready, for request: ByteBuffer, since token: Token, at now: NIODeadline) {
      let size = Self.size(request, ready)
      guard size <= mostBytes / 8 else { return }
      // Copies: what is kept must not hold on to the much larger buffers that these were read into.
      let request = ByteBuffer(bytes: request.readableBytesView)
      state.withLock { state in
        guard token.changes == state.changes else { return }
        if state.byteCount + size > mostBytes { state.clear() }
        let entry = Entry(
          ready: ready, freshUntil: now + Self.freshTime, keptUntil: now + Self.keptTime)
        if let old = state.entries.updateValue(entry, forKey: request) {
          state.byteCount -= Self.size(request, old.ready)
        }
        state.byteCount += size
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
      request.readableBytes + ready.bytes.readableBytes + entryBytes
    }
  }

  extension ReadyResponses.State {
    fileprivate mutating func clear() {
      entries.removeAll(keepingCapacity: true)
      byteCount = 0
    }
  }
#endif
