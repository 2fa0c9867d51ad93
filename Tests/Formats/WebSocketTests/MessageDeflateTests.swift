import Testing

@testable import WebSocket

@Suite struct MessageDeflateTests {
  /// "Hello" as RFC 7692, sections 7.2.3.1, 7.2.3.3, 7.2.3.4 and 7.2.3.5, compresses it.
  @Test(
    arguments: [
      [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00],
      [0x00, 0x05, 0x00, 0xFA, 0xFF, 0x48, 0x65, 0x6C, 0x6C, 0x6F, 0x00],
      [0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x00],
      [0xF2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xCA, 0xC9, 0xC9, 0x07, 0x00],
    ] as [[UInt8]])
  func theExamplesOfTheSpecification(payload: [UInt8]) throws {
    var connection = WebSocketConnection.small(
      deflate: MessageDeflate(offers: "permessage-deflate"))
    let events = connection.receive(Client.frame(.text, payload, reservedBits: 4))
    #expect(events == [.message(.text("Hello"))])
    // Another message does not depend on this one.
    #expect(connection.receive(Client.frame(.text, payload, reservedBits: 4)) == events)
  }

  @Test func aMessageThatIsNotCompressedMayComeAllTheSame() {
    var connection = WebSocketConnection.small(
      deflate: MessageDeflate(offers: "permessage-deflate"))
    #expect(connection.receive(Client.text("Hello")) == [.message(.text("Hello"))])
  }

  @Test(arguments: 9...15)
  func whatIsSentCanBeRead(windowBits: Int) throws {
    let offer = "permessage-deflate; server_max_window_bits=\(windowBits)"
    let deflate = try #require(MessageDeflate(offers: offer))
    let text = String(repeating: "{\"rank\":1,\"player\":\"a\"},", count: 2_000)
    let frame = WebSocketConnection.bytes(.text(text), deflate: deflate)
    #expect(frame[0] == 0xC1)
    #expect(frame.count < text.utf8.count / 20)
    let payload = Array(frame.dropFirst(frame[1] == 126 ? 4 : 2))
    #expect(try deflate.inflate(payload, maxBytes: 1 << 20) == Array(text.utf8))
  }

  @Test func anEmptyMessageIsNotCompressed() throws {
    let deflate = try #require(MessageDeflate(offers: "permessage-deflate"))
    #expect(WebSocketConnection.bytes(.text(""), deflate: deflate) == [0x81, 0x00])
  }

  /// 16 MiB of zeros in 16 KB.
  @Test func aBombEndsAtTheLimit() throws {
    let deflate = try #require(MessageDeflate(offers: "permessage-deflate"))
    let bomb = try #require(deflate.compress([UInt8](repeating: 0, count: 16 << 20)))
    #expect(bomb.count < 20_000)
    var connection = WebSocketConnection(maxMessageBytes: 1 << 20, deflate: deflate)
    #expect(connection.failure(Client.frame(.binary, bomb, reservedBits: 4)) == .tooLarge)
  }

  @Test(arguments: [[0xFF, 0xFF], [0x06], [0xF2, 0x48]] as [[UInt8]])
  func whatIsNoDeflateData(payload: [UInt8]) {
    var connection = WebSocketConnection.small(
      deflate: MessageDeflate(offers: "permessage-deflate"))
    let code = connection.failure(Client.frame(.binary, payload, reservedBits: 4))
    #expect(code == .invalidText)
  }

  @Test func onlyTheFirstFrameSaysCompressed() {
    var connection = WebSocketConnection.small(
      deflate: MessageDeflate(offers: "permessage-deflate"))
    #expect(
      connection.receive(Client.frame(.text, [0xF2], isFinal: false, reservedBits: 4)).isEmpty)
    #expect(connection.failure(Client.frame(.continuation, [], reservedBits: 4)) == .protocolError)
    var other = WebSocketConnection.small(deflate: MessageDeflate(offers: "permessage-deflate"))
    #expect(other.failure(Client.frame(.ping, [], reservedBits: 4)) == .protocolError)
  }

  @Test(arguments: [
    ("permessage-deflate", ""),
    ("permessage-deflate; client_max_window_bits", ""),
    ("permessage-deflate; client_max_window_bits=10; server_no_context_takeover", ""),
    ("permessage-deflate;server_max_window_bits=9", "; server_max_window_bits=9"),
    ("permessage-deflate; server_max_window_bits=\"10\"", "; server_max_window_bits=10"),
    ("permessage-deflate; server_max_window_bits=15", ""),
    ("x-other, permessage-deflate; unknown, permessage-deflate", ""),
    ("permessage-deflate; server_max_window_bits=8, permessage-deflate", ""),
  ])
  func anOfferThatIsAccepted(offers: String, addition: String) {
    let base = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
    #expect(MessageDeflate(offers: offers)?.answer == base + addition)
  }

  @Test(arguments: [
    "", "x-other", "permessage-deflate; unknown", "permessage-deflate; server_max_window_bits",
    "permessage-deflate; server_max_window_bits=8", "permessage-deflate; server_max_window_bits=16",
    "permessage-deflate; server_max_window_bits=09", "permessage-deflate; client_max_window_bits=7",
    "permessage-deflate; server_no_context_takeover=1",
    "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
    "Permessage-Deflate-2", ";", ",", "=",
  ])
  func anOfferThatIsNot(offers: String) {
    #expect(MessageDeflate(offers: offers) == nil)
  }
}
