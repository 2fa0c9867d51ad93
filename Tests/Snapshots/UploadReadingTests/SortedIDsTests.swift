import TestSupport
import Testing

@testable import UploadReading

@Suite struct SortedIDsTests {
  private func haveRepetition(_ lists: [Int64]...) -> Bool { haveRepetition(in: lists) }

  private func haveRepetition(in lists: [[Int64]]) -> Bool {
    var sorter = IDSorter()
    return SortedIDs.haveRepetition(lists.map { SortedIDs($0, by: &sorter) })
  }

  @Test func anIDMayStandInOneListOnce() {
    #expect(!haveRepetition())
    #expect(!haveRepetition([3, 1, 2], [], [5, 4]))
    #expect(haveRepetition([3, 1, 3]))
    #expect(haveRepetition([3, 1], [2], [1]))
  }

  /// The lower halves are the same in each pair, or the ids stand on two sides of a window.
  private static let pairs: [(Int64, Int64)] = [
    (1, 0x1_0000_0001), (0x1_0000_0007, 0x2_0000_0007), (65_535, 65_536), (65_536, 131_072),
    (9_999_999_999, 9_999_999_998),
  ]

  @Test(arguments: pairs)
  func idsThatAreAlikeAreNotTheSame(_ first: Int64, _ second: Int64) {
    #expect(!haveRepetition([first], [second]))
    #expect(!haveRepetition([first, second]))
    #expect(haveRepetition([first, second], [second]))
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func aSetFindsTheSame(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let maximum = [50, 5_000, 300_000, 9_999_999_999 as Int64][Int(seed % 4)]
    let lists = (0..<Int.random(in: 1...5, using: &random)).map { _ in
      (0..<Int.random(in: 0...40, using: &random)).map { _ in
        Int64.random(in: 1...maximum, using: &random)
      }
    }
    let all = lists.flatMap(\.self)
    let hasRepetition = Set(all).count < all.count
    #expect(haveRepetition(in: lists) == hasRepetition)
  }
}
