import Testing

@testable import Datasets
@testable import Leaderboards

@Suite struct BestPlayersTests {
  private func players(_ count: Int, name: String = "名前 \"A\"\n") -> [PlayerScore] {
    (0..<count).map {
      PlayerScore(
        player: Player(id: Int64($0 + 1), name: name, alliance: $0 % 3 == 0 ? nil : "<A\($0)>"),
        value: Int64(10 * count - $0 / 2))
    }
  }

  @Test(arguments: [0, 1, 99, 100])
  func theTextHoldsThemAsTheyAre(count: Int) throws {
    let best = BestPlayers(limit: 100, players: players(count))
    #expect(BestPlayers(text: best.text) == best)
  }

  @Test(arguments: [
    (setAside: 100, asked: 100, found: 100 as Int?), (100, 7, 7), (100, 101, nil),
    // Fewer than could have been set aside: there are no others with a value.
    (12, 100, 12), (0, 5, 0),
  ])
  func theFirstAreGivenWhereAllOfThemAreKnown(setAside: Int, asked: Int, found: Int?) {
    let best = BestPlayers(limit: 100, players: players(setAside))
    #expect(best.first(asked).map(Array.init) == found.map { Array(players(setAside).prefix($0)) })
  }

  @Test func longNamesLeaveRoomForFewer() throws {
    let best = BestPlayers(
      limit: 100, players: players(100, name: String(repeating: "x", count: 200)))
    let text = best.text
    #expect(text.utf8.count <= BestPlayers.maxByteCount)
    let read = try #require(BestPlayers(text: text))
    #expect(read.limit == 25 && read.players == Array(best.players.prefix(25)))
    #expect(read.first(26) == nil)
  }

  @Test func aNameWithoutAnyMeasureLeavesNone() throws {
    let name = String(repeating: "x", count: 100_000)
    let text = BestPlayers(limit: 100, players: players(3, name: name)).text
    #expect(BestPlayers(text: text) == BestPlayers(limit: 0, players: []))
  }

  @Test(arguments: [
    "", "[]", #"{"limit":1}"#, #"{"players":[]}"#, #"{"limit":-1,"players":[]}"#,
    #"{"limit":1,"players":[[1,2,"a",null],[2,1,"b",null]]}"#,
    #"{"limit":2,"players":[[1,1,"a",null],[2,2,"b",null]]}"#,
    #"{"limit":2,"players":[[1,"2","a",null]]}"#, #"{"limit":2,"players":[[1,2,"a"]]}"#,
    #"{"limit":2,"players":[[1,2,"a",3]]}"#, #"{"limit":2,"players":[[1,2,null,null]]}"#,
    #"{"limit":2,"players":[]}"# + String(repeating: " ", count: 200_000),
  ])
  func anotherTextHoldsNone(_ text: String) {
    #expect(BestPlayers(text: text) == nil)
  }
}
