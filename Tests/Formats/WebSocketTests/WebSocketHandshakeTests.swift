import HTTP
import Testing

@testable import WebSocket

@Suite struct WebSocketHandshakeTests {
  /// The example of RFC 6455, section 1.3.
  private static let example: HTTPFields = [
    "Host": "server.example.com", "Upgrade": "websocket", "Connection": "Upgrade",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13",
  ]

  @Test func theExampleOfTheSpecification() throws {
    let answer = try WebSocketHandshake(Self.example).answer
    #expect(answer["Sec-WebSocket-Accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    #expect(answer["Upgrade"] == "websocket")
    #expect(answer["Connection"] == "Upgrade")
    #expect(answer["Sec-WebSocket-Extensions"] == nil)
  }

  @Test func compressionIsAgreedOn() throws {
    var headers = Self.example
    headers["Sec-WebSocket-Extensions"] = "permessage-deflate; client_max_window_bits"
    #expect(try WebSocketHandshake(headers).answer["Sec-WebSocket-Extensions"] != nil)
    #expect(try WebSocketHandshake(headers, allowsCompression: false).deflate == nil)
  }

  @Test func fieldsMayBeSpelledOtherwise() throws {
    var headers = Self.example
    headers["Upgrade"] = "WebSocket"
    headers["Connection"] = "keep-alive"
    headers.add("connection", "UPGRADE")
    #expect(throws: Never.self) { try WebSocketHandshake(headers) }
  }

  @Test(
    arguments: [
      ("Upgrade", nil, .notAsked), ("Upgrade", "h2c", .notAsked), ("Connection", nil, .notAsked),
      ("Connection", "keep-alive", .notAsked), ("Sec-WebSocket-Version", nil, .otherVersion),
      ("Sec-WebSocket-Version", "8", .otherVersion), ("Sec-WebSocket-Key", nil, .invalidKey),
      ("Sec-WebSocket-Key", "dGhlIHNhbXBsZQ==", .invalidKey),
      ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ", .invalidKey),
    ] as [(String, String?, WebSocketHandshake.Rejection)])
  func aRequestThatOpensNone(
    name: String, value: String?, rejection: WebSocketHandshake.Rejection
  ) {
    var headers = Self.example
    headers[name] = value
    #expect(throws: rejection) { try WebSocketHandshake(headers) }
  }
}
