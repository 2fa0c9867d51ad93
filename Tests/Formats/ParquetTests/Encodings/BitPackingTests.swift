import TestSupport
import Testing

@testable import Parquet

/// Packed bits, compared with bits that are set one by one.
@Suite struct BitPackingTests {
  /// The packed bytes, bit after bit from the least significant one.
  private func packedBitByBit(_ values: [UInt64], width: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: (values.count * width + 7) / 8)
    for (index, value) in values.enumerated() {
      for bit in 0..<width where value >> UInt64(bit) & 1 == 1 {
        let position = index * width + bit
        bytes[position / 8] |= 1 << UInt8(position % 8)
      }
    }
    return bytes
  }

  private func values(_ count: Int, width: Int) -> [UInt64] {
    var random = SeededGenerator(seed: UInt64(width))
    return (0..<count).map { _ in random.next() >> UInt64(64 - width) }
  }

  @Test(arguments: 1...64)
  func everyWidthIsPacked(width: Int) {
    for count in [8, 16, 32, 128] {
      let values = values(count, width: width)
      let expected = packedBitByBit(values, width: width)
      // Whole words are written, so there is room after the packed bytes.
      var bytes = [UInt8](repeating: 0xAA, count: expected.count + 16)
      let end = bytes.withUnsafeMutableBytes { bytes -> Int in
        guard let start = bytes.baseAddress else { return 0 }
        return values.withUnsafeBufferPointer { values in
          guard let first = values.baseAddress else { return 0 }
          return BitPacking.pack(first, count: count, width: width, to: start) - start
        }
      }
      #expect(end == expected.count)
      #expect(Array(bytes.prefix(end)) == expected, "\(count) values")
    }
  }

  /// The last values are read byte by byte, since no whole word is left.
  @Test(arguments: 1...64)
  func everyWidthIsUnpacked(width: Int) {
    for count in [0, 1, 2, 7, 8, 9, 31, 100] {
      let values = values(count, width: width)
      var (indexes, unpacked): ([Int], [UInt64]) = ([], [])
      packedBitByBit(values, width: width).withUnsafeBytes { bytes in
        BitPacking.unpack(bytes, width: width, count: count) { index, value in
          indexes.append(index)
          unpacked.append(value)
        }
      }
      #expect(unpacked == values && indexes == Array(0..<count), "\(count) values")
    }
  }
}
