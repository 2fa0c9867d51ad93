import Bytes
import Foundation
import HTTP
import HTTPClient
import Testing

@Suite struct CurlTransportTests {
  private let transport = CurlTransport(proxies: .none)
  private static let hello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-Kind: greeting\r\n\r\nhello"
  private static let empty = "HTTP/1.1 204 No Content\r\n\r\n"

  @Test func answersAreTakenWhole() async throws {
    let server = try ScriptedServer(.text(Self.hello))
    let answer = try await transport.send(ClientRequest(.get, "\(server.url)/a?b=c"))
    #expect(answer.status == 200)
    #expect(answer.headers["x-kind"] == "greeting")
    #expect(answer.body == SharedBytes("hello"))
    #expect(server.requests.first?.hasPrefix("GET /a?b=c HTTP/1.1\r\n") == true)
  }

  @Test func nothingIsSentUnasked() async throws {
    let server = try ScriptedServer(.text(Self.empty), .text(Self.empty))
    let body = SharedBytes([UInt8](repeating: 65, count: 2_000_000))
    for method in [HTTPMethod.put, .post] {
      _ = try await transport.send(
        ClientRequest(method, server.url, headers: ["X-A": "1"], body: [body]))
    }
    for request in server.requests {
      let names = request.components(separatedBy: "\r\n\r\n")[0].split(separator: "\r\n")
        .dropFirst()
        .map { String($0.prefix { $0 != ":" }) }
      #expect(Set(names) == ["Host", "X-A", "Content-Length"])
    }
  }

  @Test(arguments: [HTTPMethod.put, .post])
  func bodiesGoOutInOrder(_ method: HTTPMethod) async throws {
    let server = try ScriptedServer(.text(Self.empty))
    let body = [SharedBytes("one "), SharedBytes(""), SharedBytes("two")]
    _ = try await transport.send(ClientRequest(method, server.url, body: body))
    #expect(server.requests.first?.hasSuffix("Content-Length: 7\r\n\r\none two") == true)
  }

  @Test(arguments: [HTTPMethod.put, .post])
  func anEmptyBodyHasALength(_ method: HTTPMethod) async throws {
    let server = try ScriptedServer(.text(Self.empty))
    _ = try await transport.send(ClientRequest(method, server.url))
    #expect(server.requests.first?.contains("Content-Length: 0\r\n") == true)
  }

  @Test func headAndDeleteHaveNoBody() async throws {
    let length = "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"
    let server = try ScriptedServer(.text(length), .text(Self.empty))
    let answer = try await transport.send(ClientRequest(.head, server.url))
    #expect(answer.headers["content-length"] == "5000")
    #expect(answer.body.isEmpty)
    #expect(try await transport.send(ClientRequest(.delete, server.url)).status == 204)
    #expect(server.requests.last?.hasPrefix("DELETE / ") == true)
  }

  @Test func pathsAndEmptyFieldsGoOutAsTheyAre() async throws {
    let server = try ScriptedServer(.text(Self.empty))
    _ = try await transport.send(
      ClientRequest(.get, "\(server.url)/a/../b//c%2Fd/.", headers: ["X-Empty": ""]))
    #expect(server.requests.first?.hasPrefix("GET /a/../b//c%2Fd/. HTTP/1.1\r\n") == true)
    #expect(server.requests.first?.contains("X-Empty:\r\n") == true)
  }

  @Test func aConnectionIsUsedAgain() async throws {
    let server = try ScriptedServer(.text(Self.hello), .text(Self.hello), .text(Self.hello))
    for _ in 0..<3 { _ = try await transport.send(ClientRequest(.get, server.url)) }
    #expect(server.connections == 1)
  }

  @Test func exchangesAtTheSameTimeHaveConnectionsOfTheirOwn() async throws {
    let server = try ScriptedServer(.silence, .text(Self.hello))
    let waiting = Task { [transport] in try await transport.send(ClientRequest(.get, server.url)) }
    while server.requests.isEmpty { await Task.yield() }
    #expect(try await transport.send(ClientRequest(.get, server.url)).body.count == 5)
    waiting.cancel()
    let outcome = await waiting.result
    #expect(throws: HTTPError.self) { try outcome.get() }
  }

  @Test func provisionalHeadersAreForgotten() async throws {
    let server = try ScriptedServer(.text("HTTP/1.1 100 Continue\r\nX-A: 1\r\n\r\n" + Self.hello))
    let answer = try await transport.send(ClientRequest(.get, server.url))
    #expect(answer.status == 200)
    #expect(answer.headers["X-A"] == nil)
  }
}
