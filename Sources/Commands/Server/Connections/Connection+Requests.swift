import HTTPAPI
import NIOCore
import NIOHTTP1
import SnapshotAPI

extension Connection {
  func begin(_ part: HTTPServerRequestPart) {
    guard case .head(let head) = part else { return }
    isHeadBegun = false
    lastActive = .now()
    var exchange = Exchange(head, at: lastActive)
    let reception = server.reception(of: head)
    if case .upload(let request) = reception {
      beginUpload(request, exchange)
    } else if head.announcesBody {
      // Nobody reads it, and where it ends is known only once it has come.
      exchange.keepsAlive = false
      exchange.dropsBody = true
      perform(reception, exchange)
    } else {
      deadline = lastActive + server.limits.bodyPause
      state = .receiving(exchange, reception)
    }
  }

  func receive(
    _ part: HTTPServerRequestPart, _ exchange: Exchange, _ reception: RequestDisposition
  ) {
    guard case .end = part else { return }
    var exchange = exchange
    exchange.request = gate?.endRequest()
    perform(reception, exchange)
  }

  /// Does what a request asks for.
  private func perform(_ reception: RequestDisposition, _ exchange: Exchange) {
    state = .answering(exchange)
    deadline = .distantFuture
    switch reception {
    case .respond(let response): send(response)
    case .ask(let request): ask(request)
    case .stream(let request): beginStream(request)
    case .upload: break
    }
  }

  private func ask(_ request: HTTPRequest) {
    guard case .answering(var exchange) = state else { return }
    var key: AnswerKey?
    if let bytes = exchange.request {
      let token = server.ready.token
      exchange.token = token
      exchange.query = request
      state = .answering(exchange)
      key = AnswerKey(request: bytes, token: token)
    }
    let connection = NIOLoopBound(self, eventLoop: channel.eventLoop)
    // Looked at with all other times: a timer for each question would outlive it by far.
    let limits = server.limits
    deadline = .now() + (isInputClosed ? limits.halfClosedTime : limits.answerTime)
    work = Task { [server, key] in
      let response = await server.answer(request, as: key)
      connection.eventLoop.execute { connection.value.send(response) }
    }
  }

  /// Goes on with the next request, once one has been answered.
  func proceed() {
    state = .waiting
    wasActive(at: .now())
    // Whoever answers at once comes back here; the loop below goes on with what is next.
    if isProceeding { return }
    isProceeding = true
    while handleNextPending() {}
    isProceeding = false
    guard case .waiting = state else { return }
    if let problem = pendingProblem {
      pendingProblem = nil
      refuse(problem)
    } else if isInputClosed {
      close()
    } else {
      gate?.resume()
    }
  }

  /// Handles a part that came with an earlier request.
  /// - Returns: whether there may be another one to handle.
  private func handleNextPending() -> Bool {
    switch state {
    case .waiting, .receiving, .uploading: break
    case .answering, .streaming, .closing, .closed: return false
    }
    guard let part = pending.popFirst() else { return false }
    switch state {
    case .receiving(let exchange, let reception): receive(part, exchange, reception)
    case .uploading(let exchange, let reception): upload(part, exchange, reception)
    default: begin(part)
    }
    return true
  }

  /// Answers what cannot be read, which also ends the connection.
  func refuse(_ problem: ProblemDetails) {
    if case .uploading(_, let reception) = state { reception.abandon() }
    switch state {
    case .receiving(var exchange, _), .uploading(var exchange, _):
      exchange.keepsAlive = false
      exchange.dropsBody = true
      state = .answering(exchange)
    default:
      var exchange = Exchange(unreadable: gate?.beginningText ?? "", at: .now())
      exchange.dropsBody = true
      state = .answering(exchange)
    }
    isHeadBegun = false
    send(server.api.refuse(problem))
  }
}

extension HTTPRequestHead {
  /// Whether bytes follow that belong to the request.
  var announcesBody: Bool {
    if headers.contains(name: "Transfer-Encoding") { return true }
    guard let length = headers.first(name: "Content-Length") else { return false }
    return !length.allSatisfy { $0 == "0" }
  }
}
