import TestSupport
import Testing

@testable import UploadReading

@Suite struct RepeatedIDsTests {
  @Test(
    arguments: [
      ([], []), ([0, 0, 0], []), ([1, 2, 3], []), ([3, 0, 1, 0, 2], []),
      ([2, 1, 2, 1, 2], [1, 2]),
      ([5, 5], [5]), ([1, 0, 2, 2], [2]), ([9_999_999_999, 1, 9_999_999_999], [9_999_999_999]),
    ] as [([Int64], Set<Int64>)])
  func findsIDsInSeveralRows(_ ids: [Int64], _ repeated: Set<Int64>) {
    #expect(RepeatedIDs.find(in: ids) == repeated)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func findsWhatCountingFinds(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let maximum = Int64(1) << Int64.random(in: 3...33, using: &random)
    let ids = (0..<2000).map { _ in Int64.random(in: 0...maximum, using: &random) }
    let counts = ids.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    let repeated = counts.filter { $0.key != 0 && $0.value > 1 }.keys
    #expect(RepeatedIDs.find(in: ids) == Set(repeated))
  }
}
