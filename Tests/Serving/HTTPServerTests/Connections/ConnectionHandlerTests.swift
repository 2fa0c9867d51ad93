import HTTP
import HTTPAPI
import NIOCore
import NIOEmbedded
import Testing

@testable import HTTPServer

/// The handlers of a connection with a real parser, and no socket.
@Suite(.timeLimit(.minutes(1))) struct ConnectionHandlerTests {
  private func get(_ path: String, _ headers: String = "") -> String {
    "GET \(path) HTTP/1.1\r\nHost: localhost\r\n\(headers)\r\n"
  }

  @Test func requestsThatAreSentAheadAreAnsweredInTheirOrder() async throws {
    let connection = try await TestConnection(.echo())
    try await connection.send(get("/one") + get("/two") + get("/three"))
    let text = try await connection.received(until: "/three")
    // A body ends where the next answer begins.
    let bodies = text.split(separator: "\r\n\r\n").dropFirst()
      .map { String($0.prefix { $0.isLowercase || $0 == "/" }) }
    #expect(bodies == ["/one", "/two", "/three"])
    #expect(text.components(of: "HTTP/1.1 200 OK") == 3)
  }

  @Test func aRequestMayComeByteByByte() async throws {
    let connection = try await TestConnection(.echo())
    for byte in get("/slow") { try await connection.send(String(byte)) }
    #expect(try await connection.received(until: "/slow").hasPrefix("HTTP/1.1 200 OK\r\n"))
  }

  @Test func theSameRequestIsAnsweredFromTheCache() async throws {
    let handled = Locked(0)
    let handlers = HTTPHandlers(
      disposition: { _ in .answer },
      respond: { request in
        handled.change { $0 += 1 }
        return HTTPResponse(status: 200, body: Array(request.path.utf8))
      },
      reject: { problem, _ in problem.response }, complete: { response, _ in response })
    let connection = try await TestConnection(handlers)
    try await connection.send(get("/a"))
    let first = try await connection.received(until: "/a")
    try await connection.send(get("/a"))
    #expect(try await connection.received(until: "/a") == first)
    #expect(handled.value == 1)
    connection.context.cache.clear()
    try await connection.send(get("/a"))
    _ = try await connection.received(until: "/a")
    #expect(handled.value == 2)
  }

  @Test(arguments: [false, true]) func anUploadIsReceivedAndAnswered(delivers: Bool) async throws {
    let receiver = EchoReceiver(delivers: delivers)
    let connection = try await TestConnection(
      .echo { _ in .receive(IncomingBody { _, _ in receiver }) })
    try await connection.send(
      "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\nExpect: 100-continue\r\n\r\n")
    #expect(
      try await connection.received(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
    try await connection.send("abc")
    try await connection.send("def" + get("/next"))
    let text = try await connection.received(until: "abcdef")
    #expect(text.hasPrefix("HTTP/1.1 201 Created\r\n"))
    #expect(!receiver.isCancelled)
  }

  @Test func anUploadIsCancelledWhereItsClientLeaves() async throws {
    let receiver = EchoReceiver()
    let connection = try await TestConnection(
      .echo { _ in .receive(IncomingBody { _, _ in receiver }) })
    try await connection.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\n\r\nabc")
    _ = try await connection.channel.finish(acceptAlreadyClosed: true)
    #expect(receiver.isCancelled)
  }

  @Test func anUploadThatIsGivenUpIsRejected() async throws {
    let giveUp = Locked<@Sendable (ProblemDetails) -> Void>({ _ in })
    let receiver = EchoReceiver()
    let connection = try await TestConnection(
      .echo { _ in
        .receive(
          IncomingBody { _, callback in
            giveUp.change { $0 = callback }
            return receiver
          })
      })
    try await connection.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\n\r\nabc")
    giveUp.value(.tooSlow)
    await connection.channel.testingEventLoop.run()
    let text = try await connection.received(until: "}")
    #expect(text.hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
    #expect(text.contains("Connection: close\r\n"))
    #expect(receiver.isCancelled)
  }

  @Test func aStreamIsSentInChunksAsItComes() async throws {
    let source = TestSource()
    source.add(.bytes(Array("hello".utf8)))
    let connection = try await TestConnection(.echo { _ in .stream(source.response) })
    try await connection.send(get("/"))
    let head = try await connection.received(until: "5\r\nhello\r\n")
    #expect(head.contains("Transfer-Encoding: chunked\r\n"))
    source.add(.bytes(Array("world!".utf8)))
    await connection.channel.testingEventLoop.advanceTime(by: .milliseconds(20))
    #expect(try await connection.received(until: "\r\n") == "6\r\nworld!\r\n")
    source.add(.end)
    await connection.channel.testingEventLoop.advanceTime(by: .milliseconds(20))
    #expect(try await connection.received(until: "\r\n\r\n") == "0\r\n\r\n")
    #expect(source.isClosed)
  }

  @Test(arguments: [
    ("nonsense\r\n\r\n", "400 Bad Request"), ("BREW / HTTP/1.1\r\n\r\n", "501 Not Implemented"),
    ("GET / HTTP/3.0\r\n\r\n", "505 HTTP Version Not Supported"),
    ("GET / HTTP/1.1\r\n\r\n", "400 Bad Request"),
    ("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", "403 Forbidden"),
    ("GET ftp://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n", "400 Bad Request"),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx", "400 Bad Request"),
  ])
  func whatIsNoGoodRequestIsRejected(request: String, status: String) async throws {
    let connection = try await TestConnection(.echo())
    try await connection.send(request)
    #expect(try await connection.received(until: "}").hasPrefix("HTTP/1.1 \(status)\r\n"))
  }

  @Test func goodRequestsBeforeABadOneAreAnswered() async throws {
    let connection = try await TestConnection(.echo())
    try await connection.send(get("/good") + "nonsense\r\n\r\n")
    let text = try await connection.received(until: "}")
    #expect(text.components(of: "HTTP/1.1 ") == 2)
    #expect(text.contains("/good") && text.contains("400 Bad Request"))
  }
}

extension String {
  /// How often a text occurs in this one.
  fileprivate func components(of text: String) -> Int {
    ranges(of: text).count
  }
}
