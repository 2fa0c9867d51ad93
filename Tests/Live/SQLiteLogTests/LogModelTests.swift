import LiveScores
import ScoreLog
import TestSupport
import Testing
import Time

@testable import SQLiteLog

/// What a log must do, in dictionaries.
private struct Model {
  struct Key: Hashable {
    let board: Int64
    let text: String
  }

  /// The number and the mode of each board in use.
  var boards: [String: (number: Int64, mode: UpdateMode)] = [:]
  /// The scores by player of each period of each board, deleted ones included.
  var periods: [Int64: [[String: Int64]]] = [:]
  var keys: [Key: (content: String, line: String)] = [:]
  var sequence: Int64 = 0

  mutating func submit(_ board: String, _ player: String, _ score: Int64, _ key: String) -> String {
    guard let (number, mode) = boards[board] else { return "rejected: unknownBoard" }
    let content = "\(player) \(score)"
    if let known = keys[Key(board: number, text: key)] {
      return "\(known.content == content ? "repeated" : "conflicting") \(known.line)"
    }
    let last = periods[number, default: [[:]]].count - 1
    let before = periods[number]?[last][player]
    let after =
      switch mode {
      case .replace: score
      case .increment: (before ?? 0) + score
      case .best: max(before ?? score, score)
      }
    periods[number]?[last][player] = after
    sequence += 1
    let line = "\(sequence): \(before.map(String.init) ?? "none") -> \(after)"
    keys[Key(board: number, text: key)] = (content, line)
    return "recorded \(line)"
  }

  mutating func create(_ id: String, _ mode: UpdateMode) -> Bool {
    guard boards[id] == nil else { return false }
    sequence += 1
    boards[id] = (sequence, mode)
    periods[sequence] = [[:]]
    return true
  }

  mutating func remove(_ player: String, from id: String) -> Int64? {
    guard let number = boards[id]?.number,
      periods[number]?.contains(where: { $0[player] != nil }) == true
    else { return nil }
    for index in periods[number, default: []].indices { periods[number]?[index][player] = nil }
    sequence += 1
    return sequence
  }
}

/// Random calls in any order, with restarts between them.
@Suite struct LogModelTests {
  private static let ids = ["x", "y", "z"]

  @Test(arguments: UInt64(1)...6)
  func theLogDoesWhatTheModelDoes(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    try await withLogFolder { folder in
      var model = Model()
      var log = try await folder.open()
      for _ in 0..<150 {
        try await step(log, &model, &random)
        folder.time.advance(by: .milliseconds(Int.random(in: -20...50, using: &random)))
        if Int.random(in: 0..<12, using: &random) == 0 {
          log = try await folder.reopen(log)
          try await compare(log, model)
        }
      }
      try await compare(log, model)
      await log.close()
    }
  }

  private func step(
    _ log: SQLiteLog, _ model: inout Model, _ random: inout SeededGenerator
  ) async throws {
    let id = Self.ids.randomElement(using: &random) ?? "x"
    let board = try BoardID(id)
    let player = "p\(Int.random(in: 0..<6, using: &random))"
    switch Int.random(in: 0..<20, using: &random) {
    case 0, 1:
      let mode = UpdateMode.allCases.randomElement(using: &random) ?? .best
      let isNew = model.create(id, mode)
      let created = try? await log.create(definition(id, mode))
      #expect(created?.number == (isNew ? model.sequence : nil))
    case 2:
      guard model.boards.removeValue(forKey: id) != nil else { return }
      model.sequence += 1
      _ = try await log.delete(board)
    case 3:
      guard let number = model.boards[id]?.number else { return }
      model.sequence += 1
      // A period without standings does not show.
      if model.periods[number]?.last?.isEmpty == false { model.periods[number]?.append([:]) }
      _ = try await log.reset(board)
    case 4:
      guard model.boards[id] != nil else { return }
      model.sequence += 1
      _ = try await log.change(board, BoardChange(name: "Renamed"))
    case 5, 6:
      guard model.boards[id] != nil else { return }
      let expected = model.remove(player, from: id)
      #expect(try await log.remove(PlayerID(player), from: board) == expected)
    case 7:
      let step = try await log.compact(upTo: .max, limit: 10)
      #expect(step.keyCount == 0 && step.eventCount == 0)
    default: try await submit(log, &model, &random)
    }
  }

  private func submit(
    _ log: SQLiteLog, _ model: inout Model, _ random: inout SeededGenerator
  ) async throws {
    var (batch, expected): ([Submission], [String]) = ([], [])
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      let id = Self.ids.randomElement(using: &random) ?? "x"
      let player = "p\(Int.random(in: 0..<6, using: &random))"
      let score = Int64.random(in: -3...3, using: &random)
      let key = "k\(Int.random(in: 0..<200, using: &random))"
      expected.append(model.submit(id, player, score, key))
      batch.append(try submission(player, score, key: key, board: id))
    }
    #expect(try await log.append(batch).map(\.line) == expected)
  }

  private func compare(_ log: SQLiteLog, _ model: Model) async throws {
    #expect(try await log.lastSequence() == model.sequence)
    #expect(
      try await log.events(after: 0, limit: .max).map(\.sequence)
        == Array(1...max(1, model.sequence))
        .filter { $0 <= model.sequence })
    #expect(try await log.boards().map(\.id.text) == model.boards.keys.sorted())
    for board in try await log.boards() {
      var found: [[String: Int64]] = []
      for period in try await log.periods(of: board.number) {
        found.append(try await log.scores(of: board, in: period))
      }
      #expect(found == model.periods[board.number, default: []].filter { !$0.isEmpty })
    }
  }
}
