import JSON
import LiveAPI
import LiveBoards
import LiveScores
import RankIndex

/// What subscribers are sent, as JSON (RFC 8259).
enum UpdateText {
  /// The `data` of a `leaderboard_update`.
  static func data(of page: BoardPage, limit: Int) -> [UInt8] {
    json {
      $0.entries("entries", page.entries.prefix(limit), page.board.definition.scale)
      $0.member("total_players", page.total)
      $0.member("version", page.version)
      $0.object("period") { page.period.writeMembers(to: &$0) }
    }
  }

  /// The `data` of a `player_update`.
  static func data(of player: PlayerID, in page: BoardPage) -> [UInt8] {
    let scale = page.board.definition.scale
    return json {
      $0.key("player")
      if let entry = page.entries.first(where: { $0.player == player }) {
        entry.write(to: &$0, scale: scale)
      } else {
        $0.null()
      }
      $0.entries("around", page.entries[...], scale)
      $0.member("version", page.version)
    }
  }

  /// A message about a board.
  static func message(
    _ type: String, of board: BoardID, _ data: [UInt8]
  ) -> [UInt8] {
    json {
      $0.member("type", type)
      $0.member("leaderboard_id", board.text)
      $0.key("data")
      $0.raw(data)
    }
  }

  /// A server-sent event (HTML Living Standard, section 9.2).
  /// - Parameter data: JSON, which has no line ends.
  static func event(_ type: String, id: Int64?, _ data: [UInt8]) -> [UInt8] {
    let head = "event: \(type)\n" + (id.map { "id: \($0)\n" } ?? "") + "data: "
    return Array(head.utf8) + data + Array("\n\n".utf8)
  }

  static func json(_ members: (inout JSONWriter) -> Void) -> [UInt8] {
    var json = JSONWriter()
    json.object(members)
    return json.utf8
  }
}

extension JSONWriter {
  fileprivate mutating func entries(
    _ name: String, _ entries: ArraySlice<BoardEntry>, _ scale: ScoreScale
  ) {
    array(name) { json in for entry in entries { entry.write(to: &json, scale: scale) } }
  }
}
