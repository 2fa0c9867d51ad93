import Leaderboards
import Testing

/// The text in which a file stores its best players; older files keep theirs.
@Suite struct BestPlayersTextTests {
  private func score(_ id: Int64, _ value: Int64, _ name: String, _ alliance: String?)
    -> PlayerScore
  {
    PlayerScore(player: Player(id: id, name: name, alliance: alliance), value: value)
  }

  @Test func aPlayerIsFourCells() {
    let best = BestPlayers(
      limit: 101,
      players: [score(8, 5, "A\"b\n", "ICE"), score(9, 5, "", ""), score(7, 0, "名前", nil)])
    #expect(
      best.text
        == #"{"limit":101,"players":[[8,5,"A\"b\n","ICE"],[9,5,"",""],[7,0,"名前",null]]}"#)
    #expect(BestPlayers(text: best.text) == best)
  }

  @Test func thoseBeyondTheLimitAreDropped() {
    let players = [score(1, 9, "A", nil), score(2, 8, "B", nil), score(3, 7, "C", nil)]
    let best = BestPlayers(limit: 2, players: players)
    #expect(best.players == Array(players.prefix(2)))
    // A third player may have a value.
    #expect(best.first(2)?.count == 2 && best.first(3) == nil)
    #expect(BestPlayers(limit: 2, players: []).first(3)?.isEmpty == true)
  }

  @Test(arguments: [
    // In the order of a board: by value, then by id.
    (#"[[1,5,"A",null],[2,5,"B",null]]"#, true), (#"[[2,5,"B",null],[1,5,"A",null]]"#, false),
    (#"[[1,5,"A",null],[2,4,"B",null]]"#, true), (#"[[1,4,"A",null],[2,5,"B",null]]"#, false),
    (#"[[1,5,"A",null],[1,5,"A",null]]"#, false),
    // Numbers are whole and fit 64 bits.
    (#"[[1,9223372036854775807,"A",null]]"#, true), (#"[[1,9223372036854775808,"A",null]]"#, false),
    (#"[[1,5.0,"A",null]]"#, false), (#"[[1,5,"A",null,null]]"#, false),
    (#"[1,5,"A",null]"#, false),
  ])
  func onlyABoardIsRead(_ players: String, isRead: Bool) {
    #expect((BestPlayers(text: #"{"limit":5,"players":\#(players)}"#) != nil) == isRead)
  }
}
