import HTTPAPI
package import JSON
package import LiveBoards
package import LiveScores
package import RankIndex

extension BoardEntry {
  package func write(to json: inout JSONWriter, scale: ScoreScale) {
    json.object { writeMembers(to: &$0, scale) }
  }

  func writeMembers(to json: inout JSONWriter, _ scale: ScoreScale) {
    json.member("rank", rank)
    json.member("player_id", player.text)
    json.score("score", score, scale)
  }
}

extension BoardPage {
  var scale: ScoreScale { board.definition.scale }

  package func writeEntries(to json: inout JSONWriter) {
    json.array { for entry in entries { entry.write(to: &$0, scale: scale) } }
  }

  func writeMeta(to json: inout JSONWriter) {
    json.member("leaderboard_id", board.id.text)
    json.object("period") { period.writeMembers(to: &$0) }
    json.member("total_players", total)
    json.member("version", version)
  }

  /// A strong entity tag, which also tells forms of different versions of the API apart.
  var tag: String { "\"1.\(board.number).\(period.id.text).\(version)\"" }

  /// The entries as the answer to a read.
  func answer(_ more: ((inout JSONWriter) -> Void)? = nil) -> HTTPResponse {
    var answer = HTTPResponse.read(tag: tag) {
      writeEntries(to: &$0)
    } meta: {
      writeMeta(to: &$0)
      more?(&$0)
    }
    answer.validUntil = period.end
    return answer
  }
}
