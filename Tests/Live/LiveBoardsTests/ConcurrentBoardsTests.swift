import LiveScores
import RankIndex
import ScoreLog
import Synchronization
import TestSupport
import Testing

@testable import LiveBoards

/// Many clients at once, restarts in between, against a dictionary and a sort.
@Suite struct ConcurrentBoardsTests {
  /// What a recorded submission or removal did, in the order of the log.
  private struct Step: Sendable {
    let sequence: Int64
    let player: String
    /// `nil` for a removal.
    let score: Int64?
  }

  @Test(arguments: UInt64(1)...4)
  func everyAcknowledgedSubmissionCountsOnce(seed: UInt64) async throws {
    try await withBoards { live in
      _ = try await live.boards.create(definition("game1", .increment))
      var steps: [Step] = []
      for round in 0..<3 {
        steps += try await submitAtOnce(live.boards, seed: seed &* 10 &+ UInt64(round), round)
        #expect(try await live.boards.lines() == Self.expected(steps))
        try await live.restart()
        #expect(try await live.boards.lines() == Self.expected(steps))
      }
      #expect(steps.count > 200)
    }
  }

  /// Eight clients submit; some keys come twice. Others change boards, so that the log has events
  /// between those of the batches.
  private func submitAtOnce(
    _ boards: LiveBoards, seed: UInt64, _ round: Int
  ) async throws -> [Step] {
    try await withThrowingTaskGroup(of: [Step].self) { group in
      for client in 0..<8 {
        group.addTask {
          var random = SeededGenerator(seed: seed &* 100 &+ UInt64(client))
          var steps: [Step] = []
          for number in 0..<20 {
            let player = "p\(Int.random(in: 0..<12, using: &random))"
            let score = Int64.random(in: -5...20, using: &random)
            let key = "\(round) \(client) \(number)"
            let answers = [
              try await boards.submit(player, score, key: key),
              try await boards.submit(player, score, key: key),
            ]
            steps += answers.compactMap { Self.step($0, player, score) }
          }
          return steps
        }
      }
      group.addTask {
        for number in 0..<6 {
          let other = try await boards.create(definition("other\(round)-\(number)"))
          try await boards.submit("x", 1, to: other.id.text)
          _ = try await boards.reset(other.id)
          _ = try await boards.delete(other.id)
        }
        return []
      }
      var steps: [Step] = []
      for try await some in group { steps += some }
      return steps
    }
  }

  private static func step(_ answer: SubmissionAnswer, _ player: String, _ score: Int64) -> Step? {
    guard case .recorded(let recorded) = answer.outcome else { return nil }
    return Step(sequence: recorded.sequence, player: player, score: score)
  }

  /// The board that the steps make, worked out with a dictionary and a sort.
  private static func expected(_ steps: [Step]) -> [String] {
    var sums: [String: (score: Int64, reached: Int64)] = [:]
    for step in steps.sorted(by: { $0.sequence < $1.sequence }) {
      guard let score = step.score else {
        sums[step.player] = nil
        continue
      }
      let old = sums[step.player]
      let sum = (old?.score ?? 0) + score
      if old?.score != sum { sums[step.player] = (sum, step.sequence) }
    }
    let sorted = sums.sorted {
      $0.value.score == $1.value.score
        ? $0.value.reached < $1.value.reached : $0.value.score > $1.value.score
    }
    return sorted.map { player in
      let rank = 1 + sums.values.count { $0.score > player.value.score }
      return "\(rank) \(player.key) \(player.value.score)"
    }
  }
}

@Suite struct ConcurrentContributionsTests {
  @Test func contributionsThatComeAtOnceMakeTheirBoardsOnce() async throws {
    try await withBoards { live in
      let boards = live.boards
      try await withThrowingTaskGroup { group in
        for number in 0..<16 {
          let contribution = Contribution(
            player: try PlayerID("p\(number)"), project: try ProjectID("new"), score: 1,
            key: try SubmissionKey("event \(number)"))
          group.addTask {
            let answers = try await boards.contribute([contribution])
            #expect(answers.first?.count == 10)
          }
        }
        try await group.waitForAll()
      }
      #expect(boards.boards.count == 10)
      #expect(try await boards.lines("project:new:daily").count == 16)
    }
  }
}
