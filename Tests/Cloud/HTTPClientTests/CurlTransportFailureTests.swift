import Bytes
import Failures
import HTTP
import HTTPClient
import Testing

/// Every way in which an exchange ends without an answer has a code of its own.
@Suite struct CurlTransportFailureTests {
  private let transport = CurlTransport(proxies: .none)

  private func code(
    of answer: ScriptedServer.Answer, _ limits: HTTPLimits = HTTPLimits()
  ) async throws -> HTTPErrorCode? {
    let server = try ScriptedServer(answer)
    do {
      _ = try await transport.send(ClientRequest(.get, server.url, limits: limits))
      return nil
    } catch {
      #expect(error.place == server.url)
      return error.code
    }
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel", "HTTP/1.1 200 OK\r\nContent-Le", "",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
  ])
  func anAnswerThatEndsEarly(_ text: String) async throws {
    #expect(try await code(of: .cut(after: text)) == .cutShort)
  }

  @Test func anAnswerThatNeverComes() async throws {
    var limits = HTTPLimits()
    limits.total = .milliseconds(50)
    #expect(try await code(of: .silence, limits) == .timedOut)
    limits.total = nil
    limits.stalling = .seconds(1)
    #expect(try await code(of: .silence, limits) == .timedOut)
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
    "HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\nhello",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
  ])
  func anAnswerBeyondTheLimit(_ text: String) async throws {
    var limits = HTTPLimits()
    limits.responseBytes = 4
    #expect(try await code(of: .text(text), limits) == .tooLarge)
  }

  @Test(arguments: [HTTPMethod.put, .post])
  func aKeptConnectionThatDies(_ method: HTTPMethod) async throws {
    let answer = ScriptedServer.Answer.text("HTTP/1.1 204 No Content\r\n\r\n")
    let server = try ScriptedServer(answer, .cut(after: ""), answer)
    let request = ClientRequest(method, server.url, body: [SharedBytes("once")])
    _ = try await transport.send(request)
    let error = await #expect(throws: HTTPError.self) { try await transport.send(request) }
    #expect(error?.code == .cutShort)
    #expect(server.requests.count == 2)
  }

  @Test func aServerThatIsNotThere() async throws {
    let server = try ScriptedServer()
    server.stop()
    let error = await #expect(throws: HTTPError.self) {
      try await transport.send(ClientRequest(.get, server.url))
    }
    #expect(error?.code == .unconnected)
  }

  @Test(arguments: [true, false])
  func aHandshakeThatDoesNotEnd(_ hangsUp: Bool) async throws {
    let server = try ScriptedServer(.silence, hangsUp: hangsUp)
    var limits = HTTPLimits()
    limits.connecting = hangsUp ? .seconds(30) : .milliseconds(200)
    let request = ClientRequest(.put, "https" + server.url.dropFirst(4), limits: limits)
    let error = await #expect(throws: HTTPError.self) { try await transport.send(request) }
    #expect(error?.code == .unconnected)
  }

  @Test func anAnswerThatIsNoHTTP() async throws {
    #expect(try await code(of: .text("SSH-2.0-OpenSSH_9.2\r\n")) == .failed)
  }

  @Test func aHostWithoutAnAddress() async throws {
    let error = await #expect(throws: HTTPError.self) {
      try await transport.send(ClientRequest(.get, "http://nowhere.invalid/"))
    }
    #expect(error?.code == .unresolved)
    #expect(error?.place == "http://nowhere.invalid")
  }

  @Test(arguments: ["ftp://127.0.0.1/", "file:///etc/hostname", "", "http://127.0.0.1/a b"])
  func aPlaceThatIsNone(_ url: String) async throws {
    let error = await #expect(throws: HTTPError.self) {
      try await transport.send(ClientRequest(.get, url))
    }
    #expect(error?.code == .invalidRequest)
  }

  @Test(arguments: [("X-A", "1\r\nX-B: 2"), ("X-A\n", "1"), ("", "1"), ("X-A", "\0")])
  func aFieldThatWouldBecomeTwo(_ name: String, _ value: String) async throws {
    var request = ClientRequest(.get, "http://127.0.0.1:9/")
    request.headers.add(name, value)
    let error = await #expect(throws: HTTPError.self) { try await transport.send(request) }
    #expect(error?.code == .invalidRequest)
  }

  @Test func aTaskThatIsCancelled() async throws {
    let server = try ScriptedServer(.silence)
    let exchange = Task { [transport] () async -> HTTPErrorCode? in
      do throws(HTTPError) {
        _ = try await transport.send(ClientRequest(.get, server.url))
        return nil
      } catch { return error.code }
    }
    while server.requests.isEmpty { await Task.yield() }
    exchange.cancel()
    #expect(await exchange.value == .cancelled)
  }
}
