import Leaderboards
import LiveScores
import Testing

@testable import RankIndex

@Suite struct ConcurrentReadingTests {
  private static let playerCount = 40
  private static let batchCount = 300
  private let key = BoardKey(board: 1, period: PeriodID(start: nil))

  /// Each batch moves all players by one, and the scores of all are the number of the batch plus
  /// that of the player: whatever a reader sees mixed would give it away.
  private func batch(_ number: Int) -> RankBatch {
    let first = Int64(number * Self.playerCount)
    let changes = (0..<Self.playerCount).map { index in
      RankChange(
        board: key, sequence: first + Int64(index) + 1,
        kind: .set(player("p\(index)"), score: Int64(number * 1_000 + index)))
    }
    return RankBatch(after: first, through: first + Int64(Self.playerCount), changes: changes)
  }

  private func isOfOneBatch(_ reading: BoardReading<[BoardEntry]>) -> Bool {
    let number = reading.appliedSequence / Int64(Self.playerCount) - 1
    let scores = (0..<Int64(Self.playerCount)).reversed().map { number * 1_000 + $0 }
    return reading.value.map(\.score) == scores && reading.count == Self.playerCount
      && reading.value.map(\.rank) == Array(1...Self.playerCount)
  }

  @Test func readersSeeWholeBatches() async throws {
    let index = RankIndex()
    try index.open(key, order: .descending)
    try index.apply(batch(0))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for number in 1..<Self.batchCount { try index.apply(batch(number)) }
      }
      for _ in 0..<3 {
        group.addTask {
          var last: (sequence: Int64, version: UInt64) = (0, 0)
          while last.sequence < Int64(Self.batchCount * Self.playerCount) {
            let reading = try index.board(key).entries(in: 1..<1_000)
            try #require(isOfOneBatch(reading))
            try #require(reading.appliedSequence >= last.sequence)
            try #require(
              (reading.version > last.version) == (reading.appliedSequence > last.sequence))
            last = (reading.appliedSequence, reading.version)
            await Task.yield()
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(index.appliedSequence == Int64(Self.batchCount * Self.playerCount))
  }

  @Test func boardsOpenAndCloseWhileOthersAreRead() async throws {
    let index = RankIndex()
    try index.open(key, order: .descending)
    try index.apply(batch(0))
    await withTaskGroup(of: Void.self) { group in
      for board in Int64(2)..<6 {
        group.addTask {
          let key = BoardKey(board: board, period: PeriodID(start: nil))
          for _ in 0..<200 {
            #expect(throws: Never.self) { try index.open(key, order: .ascending) }
            index.close(key)
          }
        }
      }
      group.addTask {
        for _ in 0..<200 {
          let reading = try? index.board(key).entries(in: 1..<1_000)
          #expect(reading.map(isOfOneBatch) == true)
        }
      }
    }
    #expect(index.keys == [key])
  }
}
