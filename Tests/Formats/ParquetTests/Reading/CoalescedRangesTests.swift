import Testing

@testable import Parquet

@Suite struct CoalescedRangesTests {
  @Test(
    arguments: [
      ([], []),
      ([5..<5], []),
      ([0..<10], [0..<10]),
      ([0..<10, 10..<20], [0..<20]),
      ([10..<20, 0..<10], [0..<20]),
      ([0..<10, 14..<20], [0..<20]),
      ([0..<10, 15..<20], [0..<10, 15..<20]),
      ([0..<90, 92..<110], [0..<90, 92..<110]),
      ([0..<300], [0..<300]),
      ([0..<300, 200..<400], [0..<400]),
      ([0..<30, 5..<10, 12..<20], [0..<30]),
    ] as [([Range<Int>], [Range<Int>])])
  func nearRangesAreReadAtOnce(ranges: [Range<Int>], reads: [Range<Int>]) {
    #expect(CoalescedRanges(ranges, gap: 4, limit: 100).reads == reads)
  }

  @Test func everyRangeLiesWithinOneRead() {
    let seed = UInt64.random(in: .min ... .max)
    var state = seed
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    for _ in 0..<1_000 {
      let ranges = (0..<next(20)).map { _ in
        let start = next(1_000)
        return start..<(start + 1 + next(60))
      }
      let coalesced = CoalescedRanges(ranges, gap: next(30), limit: 50 + next(200))
      for range in ranges {
        let read = coalesced.reads[coalesced.read(holding: range)]
        #expect(read.clamped(to: range) == range, "seed \(seed)")
      }
      for (read, following) in zip(coalesced.reads, coalesced.reads.dropFirst()) {
        #expect(read.upperBound <= following.lowerBound, "seed \(seed)")
      }
    }
  }
}
