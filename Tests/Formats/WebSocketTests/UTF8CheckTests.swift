import Testing

@testable import WebSocket

@Suite struct UTF8CheckTests {
  /// Every pair and many longer sequences, against the decoder of the standard library.
  @Test func itAgreesWithTheStandardLibrary() {
    let edges: [UInt8] = [
      0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC,
      0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
    ]
    for first in edges {
      for second in edges {
        for third in edges {
          for fourth: UInt8 in [0x41, 0x80, 0xBF, 0xC2] {
            let bytes = [first, second, third, fourth]
            var check = UTF8Check()
            let isValid = check.add(bytes) && check.isComplete
            #expect(isValid == (String(validating: bytes, as: UTF8.self) != nil), "\(bytes)")
          }
        }
      }
    }
  }

  @Test(
    arguments: [[0xC0], [0xED, 0xA0], [0xF4, 0x90], [0xE0, 0x9F], [0x61, 0x80], [0xFF]] as [[UInt8]]
  )
  func anErrorIsFoundAtItsFirstByte(bytes: [UInt8]) {
    var check = UTF8Check()
    #expect(check.add(bytes.dropLast()) == true)
    #expect(check.add(bytes.suffix(1)) == false)
  }

  @Test func aTextOfFragmentsIsCheckedAcrossThem() {
    var connection = WebSocketConnection.small()
    let euro: [UInt8] = [0xE2, 0x82, 0xAC]
    #expect(connection.receive(Client.frame(.text, Array(euro.prefix(1)), isFinal: false)) == [])
    #expect(
      connection.receive(Client.frame(.continuation, Array(euro.suffix(2))))
        == [.message(.text("€"))])
    #expect(connection.failure(Client.frame(.text, Array(euro.prefix(2)))) == .invalidText)
  }

  @Test func aReasonIsTextToo() {
    var connection = WebSocketConnection.small()
    #expect(connection.failure(Client.frame(.close, [0x03, 0xE8, 0xFF])) == .invalidText)
  }
}
