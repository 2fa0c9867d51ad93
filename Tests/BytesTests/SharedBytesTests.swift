import Bytes
import Testing

@Suite struct SharedBytesTests {
  @Test func aWindowSharesTheBytesAndCountsFromItsOwnStart() {
    let bytes = SharedBytes("standings")
    let window = bytes[2..<7]
    #expect(window.array == Array("andin".utf8))
    #expect(window[1..<3].array == Array("nd".utf8))
    #expect(window[0..<0].isEmpty)
  }

  @Test func aReservationKeepsWhatWasWritten() {
    let bytes = SharedBytes(reserving: 1 << 20) { buffer in
      buffer.copyBytes(from: [1, 2, 3])
      return 3
    }
    #expect(bytes.array == [1, 2, 3])
  }

  @Test func aFailureWhileFillingIsPassedOn() {
    struct Failure: Error {}
    #expect(throws: Failure.self) {
      try SharedBytes(reserving: 8) { (_) throws(Failure) in throw Failure() }
    }
  }

  @Test func equalityIsThatOfTheBytes() {
    #expect(SharedBytes("abc") == SharedBytes("xabcx")[1..<4])
    #expect(SharedBytes("abc") != SharedBytes("abd"))
    #expect(SharedBytes("abc") != SharedBytes("ab"))
  }
}
