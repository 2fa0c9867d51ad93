import JSON
import LiveBoards
import LiveScores
import RankIndex
import TestSupport
import Testing

@testable import LiveUpdates

/// Sockets at random on real boards, against what the boards say in the end.
@Suite struct UpdateModelTests {
  private static let boards = ["a", "b", "c"]

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func socketsAtRandomEndWithTheBoardsAsTheyAre(seed: UInt64) async throws {
    try await withUpdates { live in
      var random = SeededGenerator(seed: seed)
      for id in Self.boards { try await live.create(id) }
      let clients = try (0..<6).map { _ in ModelClient(try live.socket()) }
      for _ in 0..<200 {
        let board = Self.boards.randomElement(using: &random) ?? "a"
        let client = clients[Int.random(in: 0..<clients.count, using: &random)]
        switch Int.random(in: 0..<10, using: &random) {
        case 0...1: client.subscribe(board)
        case 2: client.unsubscribe(board)
        case 3: try client.take()
        case 4:
          _ = try await live.boards.remove(
            PlayerID("p\(Int.random(in: 0..<5, using: &random))"), from: BoardID(board))
        case 5:
          live.time.advance(by: .milliseconds(Int.random(in: 0..<150, using: &random)))
          await live.hub.sendDue(of: live.boards)
        default:
          let player = "p\(Int.random(in: 0..<5, using: &random))"
          try await live.score(player, Int64.random(in: 0..<1_000, using: &random), on: board)
        }
      }
      await live.settle()
      for client in clients {
        try client.take()
        for board in client.followed {
          let page = try await live.boards.view(of: BoardID(board)).entries(in: 1..<101)
          let lines = page.entries.map { "\($0.rank) \($0.player.text) \($0.score)" }
          let expected = lines.isEmpty ? "-" : lines.joined(separator: ", ")
          #expect(client.states[board]?.entries == expected)
          #expect(client.states[board]?.version == page.version)
        }
      }
    }
  }
}

/// A client that remembers the last update of each board.
private final class ModelClient {
  let socket: TestSocket
  private(set) var followed: Set<String> = []
  private(set) var states: [String: (version: Int64, entries: String)] = [:]

  init(_ socket: TestSocket) { self.socket = socket }

  func subscribe(_ board: String) {
    followed.insert(board)
    socket.subscribe(board)
  }

  func unsubscribe(_ board: String) {
    followed.remove(board)
    socket.send(#"{"type":"unsubscribe","leaderboard_id":"\#(board)"}"#)
  }

  /// Takes what there is: at most one update of a board, and never an older one.
  func take() throws {
    var updated: Set<String> = []
    for message in try socket.take() where message["type"]?.string == "leaderboard_update" {
      let board = try #require(message["leaderboard_id"]?.string)
      let version = try #require(message.version)
      #expect(updated.insert(board).inserted)
      #expect(states[board].map { $0.version <= version } ?? true)
      states[board] = (version, message["data"]?.entries ?? "")
    }
  }
}
