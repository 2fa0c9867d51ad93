import HTTP
import HTTPAPI
import NIOCore
import NIOHTTP1
import SnapshotAPI

extension Connection {
  /// Sends the answer to the request at hand.
  func send(_ response: HTTPResponse) {
    guard case .answering(var exchange) = state, !exchange.isAnswered else { return }
    work = nil
    exchange.isAnswered = true
    exchange.keepsAlive = exchange.keepsAlive && !server.isEnding && !isInputClosed
    let bytes = ResponseHead.bytes(
      of: response, isHead: exchange.isHead, keepsAlive: exchange.keepsAlive,
      isOldVersion: exchange.isOldVersion)
    let line = exchange.line(
      status: response.status, byteCount: response.status == 304 ? 0 : response.bytes.count)
    keepReady(bytes, line, of: response, for: exchange)
    state = .answering(exchange)
    let patience = TimeAmount.seconds(Int64(bytes.readableBytes >> 14))
    deadline = .now() + server.limits.drainTime + patience
    channel.writeAndFlush(bytes).assumeIsolated().whenComplete { [self] result in
      if case .success = result { sent(exchange, line) } else { close() }
    }
  }

  private func sent(_ exchange: Exchange, _ line: AccessLine) {
    let time = NIODeadline.now() - exchange.began
    server.log?.add(line, after: .nanoseconds(time.nanoseconds))
    guard case .answering = state else { return }
    if exchange.keepsAlive { proceed() } else { linger() }
  }

  /// Keeps an answer for requests that are the same byte for byte.
  private func keepReady(
    _ bytes: ByteBuffer, _ line: AccessLine, of response: HTTPResponse, for exchange: Exchange
  ) {
    guard let request = exchange.request, let token = exchange.token,
      let query = exchange.query, exchange.keepsAlive,
      !exchange.isOldVersion, exchange.method == "GET", response.mayBeKeptReady
    else { return }
    let ready = ResponseCache.Ready(bytes: bytes, line: line, query: query)
    server.ready.keep(ready, for: request, since: token, at: .now())
  }

  /// Ends this side of the connection, and waits a little for the client to end its own: one that
  /// is closed while something of the client's is unread takes the last answer with it.
  private func linger() {
    if isInputClosed || server.isEnding { return close() }
    state = .closing
    deadline = .now() + server.limits.lingerTime
    channel.close(mode: .output).assumeIsolated().whenFailure { [self] _ in close() }
    gate?.resume()
  }

  /// Looks whether the connection has taken longer than it may.
  func check(at now: NIODeadline) {
    if case .streaming(let stream) = state { return check(stream, at: now) }
    guard now >= deadline else { return }
    switch state {
    case .waiting where !isHeadBegun: close()
    case .waiting, .receiving, .uploading: refuse(.tooSlow)
    case .answering(let exchange) where !exchange.isAnswered:
      work?.cancel()
      send(server.api.refuse(.queryTimedOut))
    case .answering, .streaming, .closing, .closed: close()
    }
  }

  /// Ends what can be ended at once, since the server is about to end; what is being answered is
  /// answered first.
  func endSoon() {
    switch state {
    case .waiting where isIdle: close()
    case .receiving, .uploading: refuse(.ending)
    case .streaming(let stream): finish(stream)
    case .closing: close()
    case .waiting, .answering, .closed: break
    }
  }
}

extension HTTPResponse {
  /// Whether the answer is good as long as the lake is the same.
  var mayBeKeptReady: Bool {
    (status == 200 || status == 304) && headers["Cache-Control"] != "no-store"
  }
}
