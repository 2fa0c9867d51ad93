import TestSupport
import Testing

@testable import Parquet

/// Which numbers have small differences, and how many bytes they take at most.
@Suite struct DeltaWidthTests {
  private func fits(_ values: [Int64], width: Int) -> Bool {
    values.withUnsafeBufferPointer { DeltaBinaryPackedEncoder.fits($0, width: width) }
  }

  @Test(
    arguments: [
      ([], 0), ([7], 0), ([7, 9], 0), ([0, 5, 10, 15], 0), ([0, 1, 3], 1), ([3, 1, 0], 1),
      ([0, 0, 255], 8), ([0, 0, 256], 9), ([0, -1, 255], 9), ([.max, .min, .max], 2),
    ] as [([Int64], Int)])
  func theWidthIsThatOfTheWidestDifference(_ values: [Int64], width: Int) {
    #expect(fits(values, width: width))
    #expect(width == 0 || !fits(values, width: width - 1))
  }

  /// Each block of 128 differences counts from its own smallest one.
  @Test func aBlockHasAWidthOfItsOwn() {
    let slow = (0...128).map { Int64($0) }
    let fast = (1...128).map { 128 + Int64($0) * 1_000 }
    #expect(fits(slow + fast, width: 0))
    // One row more in front, and one block has both paces.
    #expect(!fits([-1] + slow + fast, width: 9) && fits([-1] + slow + fast, width: 10))
  }

  @Test(arguments: [0, 1, 2, 128, 129, 130, 1_000])
  func theBoundHolds(count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    let values = (0..<count).map { _ in Int64(bitPattern: random.next()) }
    let bytes = encoded(values) { DeltaBinaryPackedEncoder.encode($0, into: &$1) }
    #expect(bytes.count <= DeltaBinaryPackedEncoder.bound(valueCount: count))
    var runs: [UInt32] = []
    for number in 0..<count { runs.append(UInt32(number / 8 % 2 == 0 ? 1 : number % 7)) }
    let hybridBytes = encoded(runs) { RunLengthHybridEncoder.encode($0, width: 3, into: &$1) }
    #expect(hybridBytes.count <= RunLengthHybridEncoder.bound(valueCount: count, width: 3))
  }

  /// Numbers of 32 bits wrap around at their own width.
  @Test func numbersOf32BitsHaveTheirOwnDifferences() throws {
    let values: [Int32] = [.max, .min, 0, -1, .min, 5]
    let bytes = encoded(values) { DeltaBinaryPackedEncoder.encode($0, into: &$1) }
    var decoded = [Int32](repeating: 99, count: values.count)
    try bytes.withUnsafeBytes { bytes in
      var cursor = ByteCursor(bytes)
      try decoded.withUnsafeMutableBufferPointer {
        try DeltaBinaryPackedDecoder.decode(&cursor, into: $0)
      }
    }
    #expect(decoded == values)
  }
}
