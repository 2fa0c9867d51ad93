import Failures
import Leaderboards
import LiveScores
import TestSupport
import Testing

@testable import RankIndex

@Suite struct PlayerRecordsTests {
  @Test func aRecordKeepsIDAndBlock() throws {
    var records = PlayerRecords()
    var handles: [UInt32] = []
    for length in 0..<200 {
      let id = [UInt8](repeating: UInt8(length), count: length)
      let handle = id.withUnsafeBytes { records.add($0) }
      handles.append(try #require(handle))
      records.setBlock(UInt32(length * 3), of: handles[length])
    }
    for (length, handle) in handles.enumerated() {
      let id = Array(records.id(of: handle))
      #expect(id == [UInt8](repeating: UInt8(length), count: length))
      let block = records.block(of: handle)
      #expect(block == UInt32(length * 3))
    }
  }

  @Test func theMemoryOfRemovedPlayersComesBack() throws {
    var board = RankedBoard(order: .descending)
    // 12 units of four bytes each, 340 to a chunk of 16 KiB.
    func id(_ number: Int) -> PlayerID { player(String(repeating: "\(1_000 + number)", count: 10)) }
    for number in 0..<3_400 { try board.set(id(number), score: Int64(number), sequence: 0) }
    let full = board.records.chunkCount
    #expect(full == 10)
    for number in 0..<3_400 where number % 10 != 0 { board.remove(id(number)) }
    let few = board.records.chunkCount
    #expect(few <= 3)
    #expect(board.all.map(\.score) == stride(from: 0, to: 3_400, by: 10).reversed().map(Int64.init))
    for number in stride(from: 0, to: 3_400, by: 10) {
      #expect(board.entry(of: id(number))?.score == Int64(number))
    }
    #expect(board.treeFaults == [])
  }

  /// One player stays while thousands come and go: the chunks that they pass through do not stay.
  @Test func churnDoesNotGrowTheMemory() throws {
    var board = RankedBoard(order: .descending)
    for number in 0..<20_000 {
      try board.set(player("passing-\(number)"), score: Int64(number), sequence: 0)
      if number % 700 == 0 {
        try board.set(player("staying-\(number)"), score: Int64(number), sequence: 0)
      }
      if number >= 50 { board.remove(player("passing-\(number - 50)")) }
    }
    #expect(board.count == 50 + 29)
    let chunks = board.records.chunkCount
    #expect(chunks <= 3)
    #expect(board.entry(of: player("staying-700"))?.score == 700)
  }

  @Test func aFullBoardRefusesNewPlayersAndGoesOn() throws {
    var board = RankedBoard(order: .descending, shape: TreeShape(), maxChunkCount: 2)
    var count = 0
    let id = { (number: Int) in player("\(number)" + String(repeating: "-", count: 90)) }
    #expect(throws: RankError.self) {
      while count < 10_000 {
        try board.set(id(count), score: Int64(count), sequence: 0)
        count += 1
      }
    }
    #expect(count > 200 && count < 400)
    let full = board.count
    #expect(full == count)
    try board.set(id(0), score: 999_999, sequence: 1)
    #expect(board.place(of: id(0)) == 1)
    #expect {
      try board.set(id(count), score: 1, sequence: 1)
    } throws: { error in
      (error as? RankError)?.code == .boardFull
    }
    // Removals make room, and so do more than a chunk of them.
    for number in 1..<(count - 20) { board.remove(id(number)) }
    for number in 1..<150 { try board.set(id(number), score: Int64(number), sequence: 2) }
    #expect(board.treeFaults == [])
    #expect(board.entry(of: id(count - 1))?.score == Int64(count - 1))
  }
}
