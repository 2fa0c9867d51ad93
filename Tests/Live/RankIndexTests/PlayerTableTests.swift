import TestSupport
import Testing

@testable import RankIndex

@Suite struct PlayerTableTests {
  /// Handles 0 to `count`, whose hashes a test chooses.
  private func check(count: UInt32, hash: (UInt32) -> UInt64) throws -> Int {
    var table = PlayerTable()
    func find(_ handle: UInt32, _ table: borrowing PlayerTable) -> Bool {
      table.page(of: hash(handle)).slot(hash: hash(handle)) { $0 == handle } != nil
    }
    for handle in 0..<count { table.insert(handle, hash: hash(handle), hashOf: hash) }
    var lost = (0..<count).filter { !find($0, table) }
    #expect(lost == [])
    for handle in 0..<count where handle % 3 != 0 { table.remove(handle, hash: hash(handle)) }
    lost = (0..<count).filter { find($0, table) != ($0 % 3 == 0) }
    #expect(lost == [])
    for handle in 0..<count where handle % 3 != 0 {
      table.insert(handle, hash: hash(handle), hashOf: hash)
    }
    lost = (0..<count).filter { !find($0, table) }
    #expect(lost == [])
    return table.pageCount
  }

  @Test(arguments: [1, 13, 14, 15, 447, 448, 449, 5_000])
  func everyHandleIsFound(count: UInt32) throws {
    let pages = try check(count: count) { handle in
      var random = SeededGenerator(seed: UInt64(handle))
      return random.next()
    }
    #expect(pages <= 1 + Int(count) / 200)
  }

  /// Nobody can choose such ids, since the seed of the hash is random; the table is right all the
  /// same, and its directory stays small.
  @Test func aTableOfEqualHashesIsRight() throws {
    #expect(try check(count: 1_500) { _ in 0xDEAD_BEEF_0123_4567 } < 100)
  }

  @Test func aTableOfHashesThatDifferInTheLastBitsIsRight() throws {
    #expect(try check(count: 1_500) { UInt64($0) } < 100)
  }

  @Test func aHandleCanBeReplaced() throws {
    var table = PlayerTable()
    let hash: UInt64 = 7 << 20
    table.insert(5, hash: hash) { _ in hash }
    table.replace(5, by: 6, hash: hash)
    #expect(table.page(of: hash).slot(hash: hash) { $0 == 6 } != nil)
    #expect(table.page(of: hash).slot(hash: hash) { $0 == 5 } == nil)
  }

  @Test(arguments: [0, 1, 400, 10_000])
  func aTableWithRoomHasItsPagesAtOnce(count: Int) {
    let table = PlayerTable(expectedCount: count)
    #expect(table.pageCount >= count / 380 && table.pageCount <= 1 + count / 180)
  }

  @Test func comparisonsOfBytes() {
    func compare(_ left: [UInt8], _ right: [UInt8]) -> [Bool] {
      left.withUnsafeBytes { left in
        right.withUnsafeBytes { right in
          [bytes(left, precede: right), bytes(right, precede: left), areEqual(left, right)]
        }
      }
    }
    #expect(compare([], []) == [false, false, true])
    #expect(compare([], [0]) == [true, false, false])
    #expect(compare([1, 2], [1, 2]) == [false, false, true])
    #expect(compare([1, 2], [1, 2, 0]) == [true, false, false])
    #expect(compare([0x7F], [0x80]) == [true, false, false])
  }
}
