import HTTP
import HTTPAPI
import NIOCore
import NIOHTTP1

/// A request whose head has arrived, until it is answered.
struct ReceivedRequest {
  let request: HTTPRequest
  /// The request target as sent.
  let target: String
  var action: RequestDisposition
  /// All bytes of the request, if its answer may be cached.
  var bytes: ByteBuffer?
  /// Taken before the answer was begun.
  var token: ResponseCache.Token?

  init(_ head: HTTPRequestHead, _ disposition: ServerDisposition) {
    request = disposition.request
    target = head.uri
    action = disposition.action
  }

  var method: String { request.method.rawValue }
}

extension ConnectionHandler {
  func startAnswer() {
    guard let received = request, let exchange = machine.exchange else { return }
    var key: AnswerKey?
    if let bytes = received.bytes {
      let token = server.cache.token
      request?.token = token
      key = AnswerKey(request: bytes, token: token)
    }
    work = Task { [server, bound, key, request = received.request] in
      let response = await server.answer(request, as: key)
      bound.eventLoop.execute { bound.value.answered(response, exchange.number) }
    }
  }

  func answered(_ response: HTTPResponse, _ number: Int) {
    guard machine.exchange?.number == number else { return }
    work = nil
    if case .stream = response.body, request?.request.method != .head {
      request?.action = .stream(response)
      return handle(.answeredByStream(number))
    }
    self.response = response
    handle(.answered(number, byteCount: response.bytes.count))
  }

  func cancelAnswer() {
    work?.cancel()
    work = nil
  }

  func sendResponse(_ exchange: Exchange) {
    guard let response else { return handle(.failed) }
    self.response = nil
    send(response, exchange)
  }

  func reject(_ problem: ProblemDetails, _ exchange: Exchange) {
    send(server.handlers.reject(problem, request?.request), exchange)
  }

  private func send(_ response: HTTPResponse, _ exchange: Exchange) {
    let bytes = ResponseEncoder.bytes(
      of: response, isHead: request?.method == "HEAD", keepsAlive: exchange.keepsAlive,
      isOldVersion: exchange.isOldVersion)
    let line = line(response.status, response.status == 304 ? 0 : response.bytes.count)
    keep(bytes, line, of: response, exchange)
    request = nil
    channel.writeAndFlush(bytes).assumeIsolated().whenComplete { [self] result in
      guard case .success = result else { return handle(.failed) }
      let now = Instant.now
      server.note(line, after: now - exchange.began)
      handle(.sent, at: now)
    }
  }

  /// What the log says of the request at hand.
  func line(_ status: Int, _ byteCount: Int) -> AccessLine {
    AccessLine(
      method: request?.method ?? "?", target: request?.target ?? byteHandler?.beginningText ?? "",
      status: status, byteCount: byteCount, form: server.log?.form ?? .text)
  }

  /// Caches an answer for identical requests.
  private func keep(
    _ bytes: ByteBuffer, _ line: AccessLine, of response: HTTPResponse, _ exchange: Exchange
  ) {
    guard let request, let key = request.bytes, let token = request.token, exchange.keepsAlive,
      !exchange.isOldVersion, request.request.method == .get, response.isCacheable
    else { return }
    let entry = ResponseCache.Entry(
      bytes: bytes, line: line, request: request.request, validUntil: response.validUntil)
    server.cache.insert(entry, for: key, since: token, at: .now)
  }
}

extension HTTPResponse {
  /// Whether the answer stays valid until its sources change.
  var isCacheable: Bool {
    (status == 200 || status == 304) && headers["Cache-Control"] != "no-store"
  }
}
