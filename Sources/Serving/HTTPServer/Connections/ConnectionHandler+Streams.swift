import HTTPAPI
import NIOCore

/// A streamed body of a connection.
struct OpenStream {
  let source: any BodySource
  let keepAlive: [UInt8]
  let isChunked: Bool
  let began: Moment
  var byteCount = 0
}

extension ConnectionHandler {
  /// Pieces within a moment are sent together.
  private static var gathering: TimeAmount { .milliseconds(20) }

  func openStream() {
    guard case .stream(let head)? = request?.action, case .stream(let body) = head.body,
      let exchange = machine.exchange
    else { return handle(.failed) }
    do throws(ProblemDetails) {
      let source = try body.open(client) { [bound] in
        bound.eventLoop.scheduleTask(in: Self.gathering) { bound.value.handle(.streamReady) }
      }
      stream = OpenStream(
        source: source, keepAlive: body.keepAlive, isChunked: !exchange.isOldVersion,
        began: exchange.began)
      // Of a stream of events a slow client wants the latest.
      if !body.keepAlive.isEmpty { limitUnsentBytes() }
      handle(.streamOpened)
    } catch {
      handle(.streamRejected(error))
    }
  }

  func beginStream(_ exchange: Exchange) {
    guard case .stream(let head)? = request?.action else { return handle(.failed) }
    var bytes = channel.allocator.buffer(capacity: 512)
    ResponseEncoder.write(
      head, exchange.isOldVersion ? .untilClose : .chunked, keepsAlive: false,
      isOldVersion: exchange.isOldVersion, to: &bytes)
    channel.write(bytes, promise: nil)
    flushStream()
    channel.flush()
  }

  /// Sends waiting pieces, as far as the client takes them.
  func flushStream() {
    while channel.isWritable, let source = stream?.source {
      switch source.next() {
      case .bytes(let bytes): write(bytes)
      case .pending: return
      case .end: return handle(.streamEnded)
      case .abort: return handle(.failed)
      }
    }
  }

  func sendHeartbeat() {
    if let stream { write(stream.keepAlive) }
  }

  private func write(_ content: [UInt8]) {
    guard let isChunked = stream?.isChunked, !content.isEmpty else { return }
    var bytes = channel.allocator.buffer(capacity: content.count + 16)
    if isChunked { bytes.writeString("\(String(content.count, radix: 16))\r\n") }
    bytes.writeBytes(content)
    if isChunked { bytes.writeString("\r\n") }
    stream?.byteCount += content.count
    channel.writeAndFlush(bytes, promise: nil)
    handle(.streamWritten)
  }

  func endStream() {
    guard let ended = stream else { return handle(.failed) }
    abandonStream()
    let line = line(200, ended.byteCount)
    server.note(line, after: .now - ended.began)
    request = nil
    let lastChunk = ByteBuffer(string: ended.isChunked ? "0\r\n\r\n" : "")
    channel.writeAndFlush(lastChunk).assumeIsolated().whenComplete { [self] result in
      if case .success = result { handle(.sent) } else { handle(.failed) }
    }
  }

  func abandonStream() {
    stream?.source.close()
    stream = nil
  }
}

// WebSocket sessions.
extension ConnectionHandler {
  func startUpgrade() {
    guard case .webSocket(let session)? = request?.action else { return handle(.failed) }
    var bytes = channel.allocator.buffer(capacity: 512)
    ResponseEncoder.write(
      HTTPResponse(status: 101, headers: session.headers), .none, keepsAlive: true,
      isOldVersion: false, to: &bytes)
    channel.writeAndFlush(bytes, promise: nil)
    limitUnsentBytes()
    self.session = session
    request = nil
    session.begin { [bound] in
      bound.eventLoop.execute { bound.value.handle(.upgradeReady) }
    }
  }

  /// Sends what the session has, as far as the client takes it.
  func flushUpgrade() {
    while channel.isWritable, let session {
      switch session.next() {
      case .bytes(let bytes):
        channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
        handle(.upgradeWritten)
      case .pending: return
      case .end, .abort: return handle(.upgradeEnded)
      }
    }
  }

  func deliverUpgraded() {
    if let bytes = byteHandler?.takeUpgradedBytes() { session?.receive(bytes) }
  }

  func expireUpgrade() {
    if let bytes = session?.expire() {
      channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
    }
    endUpgrade()
  }

  func endUpgrade() {
    session?.close()
    session = nil
  }
}

extension ConnectionHandler {
  /// Bytes of a connection that the system keeps until the client takes them; it doubles the number
  /// for its own use (socket(7)).
  private static let sendBufferBytes = 64 << 10
  private static let maxUnsentBytes = 16 << 10

  /// Keeps little for a client that is slow: what waits is outdated when it arrives.
  private func limitUnsentBytes() {
    let options = channel.syncOptions
    // A channel of a test has no socket.
    try? options?.setOption(
      .socketOption(.so_sndbuf), value: SocketOptionValue(Self.sendBufferBytes))
    try? options?.setOption(
      .writeBufferWaterMark,
      value: .init(low: Self.maxUnsentBytes / 2, high: Self.maxUnsentBytes))
  }
}
