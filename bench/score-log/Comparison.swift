import Foundation
import LiveScores
import SQLiteLog
import ScoreLog
import Time

/// Measures the log and bare SQLite by turns, each on a file of its own with the same players.
struct Comparison {
  private static let playerCount = 100_000
  /// The median of so many turns counts.
  private static let rounds = 9

  private let board: BoardID
  private let log: SQLiteLog
  private let bare: BareLog
  private var random = SplitMix(state: 42)

  init(in folder: String) async throws {
    board = try BoardID("game1")
    await (try Self.prepare("\(folder)/bare.db", board)).close()
    log = try await Self.prepare("\(folder)/log.db", board)
    bare = try BareLog("\(folder)/bare.db")
  }

  /// A board, and a first score of every player.
  private static func prepare(_ path: String, _ board: BoardID) async throws -> SQLiteLog {
    let log = try await SQLiteLog.open(path)
    _ = try await log.create(BoardDefinition(id: board, name: "Game 1"))
    for start in stride(from: 0, to: playerCount, by: 1_000) {
      let scores = try (start..<start + 1_000).map { player in
        Submission(
          board: board, player: try PlayerID("player-\(player)"), score: 1,
          key: try SubmissionKey("first \(player)"))
      }
      _ = try await log.append(scores)
    }
    return log
  }

  func close() async { await log.close() }

  /// A row of the table: submissions a second of both, their ratio, and the microseconds of
  /// processor time that a submission took, which other programs on the machine do not lengthen.
  /// - Parameter callers: tasks that submit one score after the other through the queue; 0 for
  ///   batches that are given to the log itself.
  mutating func row(
    _ title: String, perCommit: Int, commits: Int, callers: Int = 0
  ) async throws -> String {
    var (logRates, bareRates): ([Double], [Double]) = ([], [])
    var (logTime, bareTime) = (0.0, 0.0)
    let count = Double(perCommit * commits)
    for _ in 0..<Self.rounds {
      var (batches, rows): ([[Submission]], [[BareLog.Row]]) = ([], [])
      for _ in 0..<commits {
        batches.append(try (0..<perCommit).map { _ in try next() })
        rows.append(
          try (0..<perCommit).map { _ in
            let submission = try next()
            return BareLog.Row(
              player: Int64(submission.player.text.dropFirst(7)).map { $0 + 1 } ?? 0,
              score: submission.score, key: submission.key.text)
          })
      }
      let begin = Clock.system.uptime()
      let busyBefore = processorTime
      if callers == 0 {
        for batch in batches { _ = try await log.append(batch) }
      } else {
        try await submit(batches.flatMap { $0 }, to: GroupCommit(log), callers: callers)
      }
      let middle = Clock.system.uptime()
      let busyBetween = processorTime
      for batch in rows { try bare.append(batch) }
      logRates.append(count / ((middle - begin) / .seconds(1)))
      bareRates.append(count / ((Clock.system.uptime() - middle) / .seconds(1)))
      logTime += (busyBetween - busyBefore) / count / Double(Self.rounds)
      bareTime += (processorTime - busyBetween) / count / Double(Self.rounds)
    }
    let (ours, theirs) = (median(logRates), median(bareRates))
    return "| \(title) | \(Int(ours)) | \(Int(theirs)) "
      + "| \(String(format: "%.2f | %.1f | %.1f", ours / theirs, logTime, bareTime)) |"
  }

  /// Microseconds that all threads of the process have run.
  private var processorTime: Double {
    Double(clock()) / Double(CLOCKS_PER_SEC) * 1e6
  }

  private mutating func next() throws -> Submission {
    let number = random.next()
    return Submission(
      board: board, player: try PlayerID("player-\(number % UInt64(Self.playerCount))"),
      score: Int64(number >> 40), key: try SubmissionKey(String(random.next(), radix: 16)))
  }

  private func submit(
    _ submissions: [Submission], to queue: GroupCommit, callers: Int
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for caller in 0..<callers {
        group.addTask {
          for index in stride(from: caller, to: submissions.count, by: callers) {
            _ = try await queue.submit([submissions[index]])
          }
        }
      }
      try await group.waitForAll()
    }
  }

  private func median(_ rates: [Double]) -> Double { rates.sorted()[rates.count / 2] }
}

private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
