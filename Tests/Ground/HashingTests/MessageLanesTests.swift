import Hashing
import Testing

@Suite struct MessageLanesTests {
  /// The digits of messages of the lengths, each byte of which tells its message and place.
  private func digits(_ lengths: [Int], laneByteCount: Int) -> [(
    found: String, expected: String
  )] {
    var memory = [UInt8](repeating: 0xAA, count: lengths.count * laneByteCount)
    var messages: [[UInt8]] = []
    for (lane, length) in lengths.enumerated() {
      messages.append((0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ lane) })
      memory.replaceSubrange(
        (lane * laneByteCount)..<(lane * laneByteCount + length), with: messages[lane])
    }
    let ends = lengths.enumerated().map { $0 * laneByteCount + $1 }
    var digits = [UInt8](repeating: 0, count: lengths.count * MessageLanes.digitCount)
    memory.withUnsafeMutableBytes { memory in
      digits.withUnsafeMutableBytes { digits in
        MessageLanes(memory, laneByteCount: laneByteCount, ends: ends).hash(into: digits)
      }
    }
    return messages.enumerated().map { lane, message in
      let found = digits[(lane * MessageLanes.digitCount)...].prefix(MessageLanes.digitCount)
      return (
        String(decoding: found, as: UTF8.self), String(SHA256.hexDigest(of: message).prefix(32))
      )
    }
  }

  /// One, pairs, pairs with long ones between them, and one that is left over.
  @Test(arguments: [
    [0], [3], [55, 55], [56, 64], [1, 2, 3], [10, 60, 20], [60, 10, 70, 20, 80, 30], [55, 56, 0],
  ])
  func eachMessageHasItsOwnDigest(_ lengths: [Int]) {
    for (found, expected) in digits(lengths, laneByteCount: 100) { #expect(found == expected) }
  }

  @Test func everyLengthHasItsOwnPadding() {
    for (found, expected) in digits(Array(0...130), laneByteCount: 131) {
      #expect(found == expected)
    }
  }
}
