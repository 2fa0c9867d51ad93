import HTTP
import HTTPAPI
import Testing

/// What a server is told to do with a request by its head.
@Suite struct DispositionTests {
  private func disposition(
    _ method: HTTPMethod, _ path: String, query: String = "", headers: HTTPFields = [:]
  ) -> RequestDisposition {
    TestAPI.service.disposition(
      of: HTTPRequest(method: method, path: path, query: query, headers: headers))
  }

  @Test(
    arguments: [
      (.get, "/v1/shelves/7/books"), (.head, "/v1/shelves/7/books"), (.put, "/v1/shelves/7/books"),
      (.options, "/v1/shelves/7/books"), (.get, "/"), (.post, "/"), (.get, "/nothing"),
      (.get, "/%ZZ"), (.options, "/v1/news"),
    ] as [(HTTPMethod, String)])
  func whatIsAnsweredAsAWholeIsLeftForLater(_ method: HTTPMethod, _ path: String) {
    guard case .answer = disposition(method, path) else {
      Issue.record("\(method.rawValue) \(path)")
      return
    }
  }

  @Test func aStreamBeginsWithAllHeaders() throws {
    guard case .stream(let response) = disposition(.get, "/v1/news") else {
      Issue.record("no stream")
      return
    }
    #expect(response.headers["Content-Type"] == "text/event-stream")
    #expect(response.headers["Access-Control-Allow-Origin"] == "*")
    #expect(response.headers["X-Content-Type-Options"] == "nosniff")
  }

  @Test(
    arguments: [
      (.post, "/v1/news", "", 405), (.get, "/v1/news", "since=1", 400),
      (.get, "/v1/desk", "", 405), (.put, "/v1/desk", "a=1", 400), (.options, "/v1/desk", "", 204),
      (.get, "/v1/talk", "", 426), (.post, "/v1/printer", "", 404),
    ] as [(HTTPMethod, String, String, Int)])
  func whatIsRefusedIsAnsweredAtOnce(
    _ method: HTTPMethod, _ path: String, query: String, status: Int
  ) {
    guard case .respond(let response) = disposition(method, path, query: query) else {
      Issue.record("\(method.rawValue) \(path)")
      return
    }
    #expect(response.status == status)
    #expect(response.headers["X-Content-Type-Options"] == "nosniff")
  }

  @Test func pagesElsewhereAreToldNothingByWhichTheyWouldBeLetThrough() {
    guard case .respond(let response) = disposition(.options, "/v1/desk") else {
      Issue.record("not answered")
      return
    }
    #expect(!response.headers.contains { $0.name.hasPrefix("Access-Control-") })
  }

  /// A function answers each request as a whole.
  @Test(arguments: ["/v1/desk", "/v1//desk/"])
  func pagesElsewhereAreToldTheSameByAFunction(_ path: String) async {
    guard case .respond(let response) = disposition(.options, path) else {
      Issue.record("not answered")
      return
    }
    let request = HTTPRequest(
      method: .options, path: path,
      headers: ["Origin": "https://elsewhere.example", "Access-Control-Request-Method": "PUT"])
    let answer = await TestAPI.service.respond(to: request)
    #expect(answer.status == 204 && answer.headers == response.headers)
    #expect(answer.headers == ["Allow": "PUT, OPTIONS", "X-Content-Type-Options": "nosniff"])
  }

  @Test(arguments: ["/v1/desk", "/v1/shelves/7/books"])
  func aBodyIsReceivedByItsRoute(_ path: String) async throws {
    guard case .receive(let incoming) = disposition(path == "/v1/desk" ? .put : .post, path)
    else {
      Issue.record("not received")
      return
    }
    let receiver = try incoming.begin(.unknown) { _ in }
    try receiver.receive([1, 2]) { _ in }
    try receiver.receive([3]) { _ in }
    let answer = await (try receiver.finish()).value()
    #expect((answer.status, answer.text) == (201, "3"))
  }

  private static let handshake: HTTPFields = [
    "Upgrade": "WebSocket", "Connection": "keep-alive, Upgrade", "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
  ]

  @Test(arguments: [
    ("Upgrade", "h2c", 426), ("Connection", "close", 426), ("Sec-WebSocket-Version", "8", 426),
    ("Sec-WebSocket-Key", "dGhlIHNhbXBsZQ==", 400), ("Sec-WebSocket-Key", "?", 400),
  ])
  func aHandshakeThatOpensNoWebSocket(name: String, value: String, status: Int) {
    var headers = Self.handshake
    headers[name] = value
    guard case .respond(let response) = disposition(.get, "/v1/talk", headers: headers) else {
      Issue.record("no response")
      return
    }
    #expect(response.status == status)
    if name == "Sec-WebSocket-Version" {
      #expect(response.headers["Sec-WebSocket-Version"] == "13")
    }
  }

  @Test func aWebSocketIsOpenedForThoseWhoAskForOne() {
    guard
      case .webSocket(let session) = disposition(
        .get, "/v1/talk", headers: Self.handshake)
    else {
      Issue.record("no session")
      return
    }
    #expect(session.headers["Sec-WebSocket-Protocol"] == "talk")
  }

  /// A function is given bodies as a whole.
  @Test(arguments: [([1, 2, 3], 201), ([], 201), ([0], 400)] as [([UInt8], Int)])
  func aBodyThatCameWithTheRequestIsTakenTheSameWay(_ body: [UInt8], status: Int) async {
    let request = HTTPRequest(method: .put, path: "/v1/desk", body: body)
    #expect(await TestAPI.service.respond(to: request).status == status)
  }
}
