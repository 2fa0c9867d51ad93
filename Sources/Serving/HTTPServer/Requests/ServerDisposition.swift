import HTTP
import HTTPAPI
import NIOHTTP1

/// How the server handles a request, judged by its head.
struct ServerDisposition {
  let request: HTTPRequest
  let action: RequestDisposition

  /// The action, as far as it matters to the connection's state.
  var plan: RequestPlan {
    switch action {
    case .respond(let response): .respond(byteCount: response.bytes.count)
    case .answer: .answer
    case .stream: .stream
    case .receive: .receive
    case .webSocket: .upgrade
    }
  }
}

extension ServerContext {
  /// - Parameter client: the client that limits count.
  func disposition(of head: HTTPRequestHead, from client: ClientAddress) -> ServerDisposition {
    guard let target = RequestTarget(head.uri), head.method != .CONNECT else {
      let request = HTTPRequest(path: "/", client: client)
      return ServerDisposition(
        request: HTTPRequest(
          method: HTTPMethod(rawValue: head.method.rawValue), path: "/", client: client),
        action: .respond(handlers.reject(.badTarget, request)))
    }
    let request = HTTPRequest(head, target, from: client)
    do throws(ProblemDetails) {
      try check(head, target)
      let action = handlers.disposition(request)
      if case .respond = action { return ServerDisposition(request: request, action: action) }
      // 405 takes precedence over an unexpected body.
      if head.announcesBody, head.method == .GET || head.method == .HEAD {
        throw .unexpectedBody
      }
      return ServerDisposition(request: request, action: action)
    } catch {
      return ServerDisposition(request: request, action: .respond(handlers.reject(error, request)))
    }
  }

  private func check(_ head: HTTPRequestHead, _ target: RequestTarget) throws(ProblemDetails) {
    guard head.uri.utf8.count <= limits.targetBytes else { throw .targetTooLong(limits) }
    let named = head.headers["Host"]
    guard named.count == 1 || named.isEmpty && head.isOldVersion else {
      throw .badHost(named.count)
    }
    if let host = target.authority ?? named.first, !hosts.contains(host) {
      throw .otherHost(host)
    }
  }
}

extension HTTPRequest {
  init(_ head: HTTPRequestHead, _ target: RequestTarget, from client: ClientAddress) {
    var headers = HTTPFields()
    for field in head.headers { headers.combine(field.name, field.value) }
    if let authority = target.authority { headers["Host"] = authority }
    self.init(
      method: HTTPMethod(rawValue: head.method.rawValue), path: target.path, query: target.query,
      headers: headers, client: client)
  }
}

extension HTTPRequestHead {
  /// Whether the client speaks HTTP/1.0.
  var isOldVersion: Bool { version.major == 1 && version.minor == 0 }

  /// Whether the request has a body.
  var announcesBody: Bool {
    if headers.contains(name: "Transfer-Encoding") { return true }
    guard let length = headers.first(name: "Content-Length") else { return false }
    return !length.allSatisfy { $0 == "0" }
  }
}

extension RequestFacts {
  init(_ head: HTTPRequestHead) {
    isOldVersion = head.isOldVersion
    // After an upgrade request the parser stops, as it would for a new protocol.
    keepsAlive =
      head.isKeepAlive && head.method != .CONNECT && !head.headers.contains(name: "Upgrade")
    announcesBody = head.announcesBody
    expectsContinue = head.headers.contains(name: "Expect")
  }
}
