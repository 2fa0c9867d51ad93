import HTTP
import HTTPAPI
import NIOCore
import SnapshotAPI

extension Connection {
  /// Begins to send events, until either side ends the connection.
  func beginStream(_ request: HTTPRequest) {
    guard case .answering(let exchange) = state, let feed = server.events else { return }
    if server.isEnding { return send(server.api.refuse(.ending, of: request)) }
    let connection = NIOLoopBound(self, eventLoop: channel.eventLoop)
    let subscription = feed.subscribe(from: ClientAddress(channel.remoteAddress)) {
      // What comes within a moment is sent together, and each of it once.
      connection.eventLoop.scheduleTask(in: EventStream.gathering) {
        connection.value.eventsCame()
      }
    }
    guard let subscription else {
      return send(server.api.refuse(.tooManySubscribers, of: request))
    }
    let stream = EventStream(subscription, of: feed, for: exchange)
    state = .streaming(stream)
    deadline = .distantFuture
    var bytes = channel.allocator.buffer(capacity: 512)
    ResponseHead.write(
      server.api.complete(.eventStream, for: request),
      exchange.isOldVersion ? .untilClose : .chunked, keepsAlive: false,
      isOldVersion: exchange.isOldVersion, to: &bytes)
    write("retry: 1000\nevent: hello\ndata: {}\n\n", to: stream, after: bytes)
    gate?.resume()
  }

  private func eventsCame() {
    if case .streaming(let stream) = state { send(stream) }
  }

  /// Sends what waits, as far as the client takes it.
  func send(_ stream: EventStream) {
    guard channel.isWritable else {
      if stream.blockedSince == nil { stream.blockedSince = .now() }
      return
    }
    stream.blockedSince = nil
    guard let events = stream.subscription.takeAll() else { return finish(stream) }
    if !events.isEmpty { write(events.map(\.text).joined(), to: stream) }
  }

  func check(_ stream: EventStream, at now: NIODeadline) {
    if now - stream.exchange.began > server.limits.streamTime {
      finish(stream)
    } else if !channel.isWritable {
      let since = stream.blockedSince ?? now
      stream.blockedSince = since
      if now - since > EventStream.patience { close() }
    } else if now - stream.lastWritten >= EventStream.heartbeat {
      write(":\n\n", to: stream)
    }
  }

  /// Ends a stream so that the client knows it was no accident; it comes again by itself.
  func finish(_ stream: EventStream) {
    stream.end()
    let line = stream.exchange.line(status: 200, byteCount: stream.byteCount)
    let time = NIODeadline.now() - stream.exchange.began
    server.log?.add(line, after: .nanoseconds(time.nanoseconds))
    channel.writeAndFlush(ByteBuffer(string: stream.lastChunk)).assumeIsolated()
      .whenComplete { [self] _ in close() }
  }

  private func write(_ text: String, to stream: EventStream, after head: ByteBuffer? = nil) {
    var bytes = head ?? ByteBuffer()
    bytes.writeString(stream.framed(text))
    stream.byteCount += text.utf8.count
    stream.lastWritten = .now()
    channel.writeAndFlush(bytes, promise: nil)
  }
}

extension HTTPResponse {
  fileprivate static let eventStream = HTTPResponse(
    status: 200,
    headers: ["Content-Type": "text/event-stream", "Cache-Control": "no-store"])
}
