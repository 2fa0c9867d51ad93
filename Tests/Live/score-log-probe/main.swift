// Uses a log as the tests of crashes need it.
//
//   score-log-probe submit LOG CALLERS FIRST COUNT [METADATA_BYTES]
//   score-log-probe dump LOG
//
// `submit` has callers add 1 to a score of their own, COUNT times each, with the keys CALLER-NUMBER
// from FIRST on. It prints `KEY SEQUENCE` when a submission is acknowledged. `dump` prints
// `event SEQUENCE KEY PLAYER AFTER` and `standing PLAYER SCORE COUNT`. A failure is printed as
// `failed: CODE: ...`.

import Failures
import Foundation
import LiveScores
import SQLiteLog
import ScoreLog

func submit(_ arguments: [String]) async throws {
  let log = try await SQLiteLog.open(arguments[0])
  let (callers, first) = (Int(arguments[1]) ?? 1, Int(arguments[2]) ?? 0)
  let count = Int(arguments[3]) ?? 1
  let metadata = arguments.count > 4 ? Int(arguments[4]) : nil
  let id = try BoardID("game1")
  if try await log.boards().isEmpty {
    _ = try await log.create(BoardDefinition(id: id, name: "Game 1", updateMode: .increment))
  }
  let queue = GroupCommit(log)
  try await withThrowingTaskGroup(of: Void.self) { group in
    for caller in 0..<callers {
      group.addTask {
        for number in first..<(first + count) {
          let key = "\(caller)-\(number)"
          let submission = Submission(
            board: id, player: try PlayerID("player \(caller)"), score: 1,
            metadata: metadata.map { [UInt8](repeating: 0x20, count: $0) },
            key: try SubmissionKey(key))
          switch try await queue.submit([submission]).first?.outcome {
          case .recorded(let outcome), .repeated(let outcome): say("\(key) \(outcome.sequence)")
          case let other: say("unexpected: \(String(describing: other))")
          }
        }
      }
    }
    try await group.waitForAll()
  }
  await log.close()
}

func list(_ path: String) async throws {
  let log = try await SQLiteLog.open(path)
  for event in try await log.events(after: 0, limit: .max) {
    guard case .submission(let submission) = event.change else { continue }
    let player = submission.player.text
    say("event \(event.sequence) \(submission.key.text) \(player) \(submission.after)")
  }
  for board in try await log.boards() {
    let page = try await log.standings(
      of: board.number, in: PeriodID(start: nil), after: nil, limit: .max)
    for entry in page.entries {
      let key = StandingKey(
        board: board.number, period: PeriodID(start: nil), player: entry.player)
      guard let standing = try await log.standing(key) else {
        say("missing: the standing of \(entry.player.text)")
        continue
      }
      say("standing \(entry.player.text) \(standing.score) \(standing.submissionCount)")
    }
  }
  await log.close()
}

/// Prints a line at once, whole.
func say(_ line: String) {
  try? FileHandle.standardOutput.write(contentsOf: Data("\(line)\n".utf8))
}

let arguments = Array(CommandLine.arguments.dropFirst())
do {
  switch (arguments.first, arguments.count) {
  case ("submit", 5...6): try await submit(Array(arguments.dropFirst()))
  case ("dump", 2): try await list(arguments[1])
  default:
    say("usage: score-log-probe submit LOG CALLERS FIRST COUNT [METADATA_BYTES] | dump LOG")
    exit(2)
  }
} catch let error as ScoreLogError {
  let cause = (error.underlying as? ScoreLogError).map { " because of \($0.code)" } ?? ""
  say("failed: \(error.code)\(cause): \(error)")
  exit(1)
}
