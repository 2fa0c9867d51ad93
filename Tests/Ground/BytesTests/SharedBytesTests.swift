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

  /// The last is more than any machine has: less is given.
  @Test(arguments: [0, 1, 1 << 30, 1 << 62])
  func addressesAreReservedAsFarAsThereAreAny(capacity: Int) {
    let bytes = SharedBytes(reservingUpTo: capacity) { buffer in
      #expect(buffer.count <= capacity && (capacity > 1 << 30 || buffer.count == capacity))
      buffer.copyBytes(from: [1, 2, 3].prefix(buffer.count))
      return min(3, buffer.count)
    }
    #expect(bytes.array == Array([1, 2, 3].prefix(capacity)))
  }

  @Test func aFailureWhileFillingIsPassedOn() {
    struct Failure: Error {}
    #expect(throws: Failure.self) {
      try SharedBytes(reserving: 8) { (_) throws(Failure) in throw Failure() }
    }
    #expect(throws: Failure.self) {
      try SharedBytes(reservingUpTo: 8) { (_) throws(Failure) in throw Failure() }
    }
  }

  @Test func equalityIsThatOfTheBytes() {
    #expect(SharedBytes("abc") == SharedBytes("xabcx")[1..<4])
    #expect(SharedBytes("abc") != SharedBytes("abd"))
    #expect(SharedBytes("abc") != SharedBytes("ab"))
  }
}
