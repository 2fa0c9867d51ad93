import Bytes
import Testing

@testable import HTTPClient

/// The memory into which an answer arrives.
@Suite struct GrowingBytesTests {
  @Test func bytesThatArriveInPiecesAreOne() {
    let bytes = GrowingBytes()
    var expected: [UInt8] = []
    for length in [0, 1, 4_095, 1, 10_000, 0, 100_000] {
      let piece = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      let isKept = piece.withUnsafeBytes { bytes.append($0) }
      #expect(isKept)
      expected += piece
      #expect(bytes.count == expected.count)
    }
    #expect(bytes.taken().array == expected)
  }

  @Test func whatIsTakenIsGone() {
    let bytes = GrowingBytes()
    #expect(bytes.taken().array.isEmpty)
    _ = [1, 2, 3].withUnsafeBytes { bytes.append($0) }
    let first = bytes.taken()
    #expect(bytes.count == 0 && bytes.taken().array.isEmpty)
    let isKept = ([9] as [UInt8]).withUnsafeBytes { bytes.append($0) }
    #expect(isKept && bytes.taken().array == [9])
    // What was taken before does not change.
    #expect(first.count == 3 * MemoryLayout<Int>.size)
  }

  @Test func roomIsMadeOnceAndKept() {
    let bytes = GrowingBytes()
    #expect(bytes.reserve(1 << 20) && bytes.reserve(10) && bytes.reserve(0))
    let piece = [UInt8](repeating: 5, count: 1 << 20)
    let isKept = piece.withUnsafeBytes { bytes.append($0) }
    #expect(isKept && bytes.taken().array == piece)
  }
}
