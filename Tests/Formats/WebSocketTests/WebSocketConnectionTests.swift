import TestSupport
import Testing

@testable import WebSocket

@Suite struct WebSocketConnectionTests {
  /// The examples of RFC 6455, section 5.7.
  @Test func theExamplesOfTheSpecification() {
    var connection = WebSocketConnection.small()
    let masked: [UInt8] = [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]
    #expect(connection.receive(masked) == [.message(.text("Hello"))])
    let ping: [UInt8] = [0x89, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]
    #expect(connection.receive(ping) == [.send([0x8A, 0x05] + Array("Hello".utf8))])
    #expect(connection.bytes(.text("Hello")) == [0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F])
    let medium = connection.bytes(.binary([UInt8](repeating: 1, count: 256)))
    #expect(medium.prefix(4) == [0x82, 0x7E, 0x01, 0x00])
    let large = connection.bytes(.binary([UInt8](repeating: 1, count: 65_536)))
    #expect(large.prefix(10) == [0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0])
    #expect(large.count == 10 + 65_536)
  }

  @Test func fragmentsMakeAMessage() {
    var connection = WebSocketConnection.small()
    #expect(connection.receive(Client.text("Hel", isFinal: false)) == [])
    // A control frame may come in between.
    #expect(connection.receive(Client.frame(.pong, [7])) == [.pong([7])])
    #expect(connection.receive(Client.frame(.continuation, [0x6C], isFinal: false)) == [])
    #expect(
      connection.receive(Client.frame(.continuation, [0x6F])) == [.message(.text("Hello"))])
  }

  @Test func bytesMayArriveInAnyPieces() {
    let frames =
      Client.text("Grüße", isFinal: false) + Client.frame(.ping, [1, 2])
      + Client.frame(.continuation, Array("!".utf8))
      + Client.frame(.binary, [UInt8](repeating: 9, count: 300)) + Client.close(1000, "bye")
    var whole = WebSocketConnection.small()
    let expected = whole.receive(frames)
    #expect(expected.count == 5)
    for size in 1...40 {
      var connection = WebSocketConnection.small()
      var events: [WebSocketConnection.Event] = []
      for start in stride(from: 0, to: frames.count, by: size) {
        events += connection.receive(Array(frames[start...].prefix(size)))
      }
      #expect(events == expected, "pieces of \(size)")
    }
  }

  @Test(
    arguments: [
      ([0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F], "not masked"),
      (Client.frame(.text, [], reservedBits: 4), "a reserved bit without compression"),
      (Client.frame(.text, [], reservedBits: 2), "the second reserved bit"),
      (Client.frame(.text, [], reservedBits: 1), "the third reserved bit"),
      ([0x83], "an unknown opcode"), ([0x8F], "an unknown control opcode"),
      ([0x09], "a fragmented ping"), ([0x89, 0xFE], "a long ping"),
      ([0x81, 0xFE, 0x00, 0x7D] + Client.mask, "16 bits for a short length"),
      ([0x81, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] + Client.mask, "64 bits for a short length"),
      ([0x81, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0] + Client.mask, "a negative length"),
      (Client.frame(.continuation, [1]), "nothing to continue"),
      (Client.text("a", isFinal: false) + Client.text("b"), "a message within a message"),
      (Client.frame(.close, [3]), "a close frame of one byte"),
    ] as [([UInt8], String)])
  func whatBreaksTheProtocolIsCode1002(input: [UInt8], what: String) {
    var connection = WebSocketConnection.small()
    let events = connection.receive(input)
    guard case .send(let frame)? = events.first, case .end(let code, _)? = events.last else {
      Issue.record("\(events)")
      return
    }
    #expect(code == .protocolError)
    #expect(frame.first == 0x88 && frame[2] == 0x03 && frame[3] == 0xEA)
    #expect(connection.receive(Client.text("more")) == [])
  }

  @Test(
    arguments: [0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535] as [UInt16])
  func codesThatNobodyMaySend(code: UInt16) {
    var connection = WebSocketConnection.small()
    #expect(connection.failure(Client.close(code)) == .protocolError)
  }

  @Test(arguments: [1000, 1001, 1003, 1007, 1011, 1014, 3000, 4999] as [UInt16])
  func aCloseFrameIsAnsweredWithItsCode(code: UInt16) {
    var connection = WebSocketConnection.small()
    let expected: [WebSocketConnection.Event] = [
      .send([0x88, 0x02, UInt8(code >> 8), UInt8(code & 0xFF)]),
      .end(CloseCode(rawValue: code), reason: "bye"),
    ]
    #expect(connection.receive(Client.close(code, "bye") + Client.text("late")) == expected)
  }

  @Test func aCloseFrameWithoutACode() {
    var connection = WebSocketConnection.small()
    #expect(
      connection.receive(Client.frame(.close, []))
        == [.send([0x88, 0x00]), .end(.none, reason: "")])
  }

  @Test func theServerCloses() {
    var connection = WebSocketConnection.small()
    #expect(
      connection.close(.goingAway, reason: "bye") == [0x88, 0x05, 0x03, 0xE9] + Array("bye".utf8))
    #expect(!connection.isOpen)
    #expect(connection.close(.normal) == nil)
    // Messages and pings of a client that does not know yet mean nothing.
    #expect(connection.receive(Client.text("late") + Client.frame(.ping, [])) == [])
    #expect(connection.receive(Client.close(1001)) == [.end(.goingAway, reason: "")])
  }

  @Test func aLongReasonIsCutBetweenCharacters() throws {
    var connection = WebSocketConnection.small()
    let closing = connection.close(.normal, reason: String(repeating: "é", count: 100))
    let frame = try #require(closing)
    #expect(frame[1] == 124)
    #expect(frame.dropFirst(4).count == 122)
  }

  @Test func aMessageThatIsTooLargeEndsBeforeItArrives() {
    var connection = WebSocketConnection.small()
    let start = Client.frame(.binary, [UInt8](repeating: 0, count: 1_001)).prefix(8)
    #expect(connection.failure(Array(start)) == .tooLarge)
    var fragmented = WebSocketConnection.small()
    #expect(
      fragmented.failure(Client.text(String(repeating: "a", count: 600), isFinal: false)) == nil)
    #expect(
      fragmented.failure(Client.frame(.continuation, [UInt8](repeating: 0x61, count: 401)))
        == .tooLarge)
  }

  /// Random bytes never trap, and end in an event or wait for more.
  @Test(arguments: UInt64(1)...20)
  func anyBytes(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      var connection = WebSocketConnection.small(
        deflate: MessageDeflate(offers: "permessage-deflate"))
      var hasEnded = false
      for _ in 0..<10 {
        var input = Client.frame(
          [.text, .binary, .continuation, .ping, .close].randomElement(using: &random) ?? .text,
          (0..<Int.random(in: 0...40, using: &random)).map { _ in
            .random(in: 0...255, using: &random)
          },
          isFinal: .random(using: &random), reservedBits: .random(using: &random) ? 4 : 0)
        if Int.random(in: 0..<4, using: &random) == 0 {
          input[Int.random(in: input.indices, using: &random)] ^=
            1 << UInt8.random(in: 0..<8, using: &random)
        }
        let events = connection.receive(input)
        #expect(!hasEnded || events.isEmpty)
        hasEnded = hasEnded || events.contains { if case .end = $0 { true } else { false } }
      }
    }
  }
}
