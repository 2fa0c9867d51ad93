import LiveBoards
import LiveScores
import RankIndex
import TestSupport
import Testing
import Time

@testable import LiveUpdates

@Suite struct FollowedBoardsTests {
  private let noon = Instant("2026-11-30T12:00:00Z") ?? .epoch
  private var boards = FollowedBoards<String>(UpdateLimits())

  @Test mutating func newSubscribersAreToldWithoutTheOthers() throws {
    #expect(boards.follow(1, try BoardID("a"), by: "x", interest(3)) == false)
    #expect(try publishDue(version: 1, at: .zero) == [["x"]])
    #expect(boards.follow(1, try BoardID("a"), by: "y", interest(3)) == true)
    // The page has three entries of ten, which is too few for this one.
    #expect(boards.follow(1, try BoardID("a"), by: "z", interest(5)) == false)
    #expect(try publishDue(version: 1, at: .milliseconds(10)) == [["z"]])
    boards.change([1], at: .milliseconds(20))
    #expect(try publishDue(version: 2, at: .milliseconds(99)) == [])
    #expect(try publishDue(version: 2, at: .milliseconds(100)) == [["x", "y", "z"]])
  }

  @Test mutating func whatANewSubscriberBroughtUpReachesTheOthersAfterTheInterval() throws {
    _ = boards.follow(1, try BoardID("a"), by: "x", interest(3))
    _ = try publishDue(version: 1, at: .zero)
    _ = boards.follow(1, try BoardID("a"), by: "y", interest(5))
    #expect(try publishDue(version: 2, at: .milliseconds(50)) == [["y"]])
    #expect(boards.state(of: 1, for: interest(5))?.board.page.version == 2)
    #expect(try publishDue(version: 2, at: .milliseconds(99)) == [])
    #expect(try publishDue(version: 2, at: .milliseconds(100)) == [["x", "y"]])
  }

  @Test mutating func anOlderPageNeverReplacesANewerOne() throws {
    _ = boards.follow(1, try BoardID("a"), by: "x", interest(3))
    _ = try publishDue(version: 7, at: .zero)
    boards.change([1], at: .seconds(1))
    #expect(try publishDue(version: 6, at: .seconds(1)) == [[]])
    #expect(boards.state(of: 1, for: interest(3))?.board.page.version == 7)
  }

  @Test mutating func aChangeThatChangesNothingIsNotTold() throws {
    _ = boards.follow(1, try BoardID("a"), by: "x", interest(3))
    _ = try publishDue(version: 7, at: .zero)
    boards.change([1, 2], at: .seconds(1))
    #expect(try publishDue(version: 7, at: .seconds(1)) == [[]])
    #expect(boards.delay(at: .seconds(1), noon) == nil)
  }

  @Test mutating func boardsWithoutSubscribersAreForgotten() throws {
    _ = boards.follow(1, try BoardID("a"), by: "x", interest(3))
    _ = boards.follow(1, try BoardID("a"), by: "y", interest(3))
    boards.unfollow(1, by: "x")
    #expect(boards.boardCount == 1)
    boards.unfollow(1, by: "y")
    boards.unfollow(1, by: "y")
    #expect(boards.boardCount == 0)
    boards.change([1], at: .zero)
    #expect(boards.takeDue(at: .seconds(9), noon).isEmpty)
  }

  /// Subscribers at random: after its first state each is told at most once an interval (less the
  /// 7 ms that the one before may have been late), versions only grow, and in the end everybody
  /// has the last one.
  @Test(arguments: 0..<20 as Range<UInt64>)
  mutating func randomSubscribersEndWithTheLastVersion(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let id = try BoardID("a")
    var last: [String: (version: Int64, at: Duration, isFirst: Bool)] = [:]
    var version: Int64 = 1
    for step in 0..<2_000 {
      let now = Duration.milliseconds(step * 7)
      let name = "s\(Int.random(in: 0..<8, using: &random))"
      switch Int.random(in: 0..<10, using: &random) {
      case 0:
        _ = boards.follow(1, id, by: name, interest(Int.random(in: 1...6, using: &random)))
        last[name] = nil
      case 1:
        boards.unfollow(1, by: name)
        last[name] = nil
      case 2...7:
        version += 1
        boards.change([1], at: now)
      default: break
      }
      for name in try publishDue(version: version, at: now).joined() {
        guard let before = last[name] else {
          last[name] = (version, now, true)
          continue
        }
        // Whoever has the version is sent nothing.
        guard version != before.version else { continue }
        #expect(version > before.version)
        #expect(before.isFirst || now - before.at >= .milliseconds(93))
        last[name] = (version, now, false)
      }
    }
    for name in try publishDue(version: version, at: .seconds(15)).joined() {
      last[name]?.version = version
    }
    #expect(!last.isEmpty && last.values.allSatisfy { $0.version == version })
  }

  // MARK: Made up boards

  private func interest(_ limit: Int) -> UpdateInterest {
    UpdateInterest(limit: limit, player: nil)
  }

  /// - Returns: who is told, for each board that is due.
  private mutating func publishDue(version: Int64, at now: Duration) throws -> [[String]] {
    try boards.takeDue(at: now, noon).map { reading in
      let page = try page(version, count: reading.limit)
      return boards.publish(page, for: reading, at: now).told.sorted()
    }
  }

  /// A page of a board with ten players.
  private func page(_ version: Int64, count: Int) throws -> BoardPage {
    let board = Board(
      number: 1, definition: try BoardDefinition(id: BoardID("a"), name: "A"), createdAt: noon)
    let entries = try (1...10).prefix(count).map { place in
      BoardEntry(
        rank: place, place: place,
        standing: PlayerStanding(
          player: try PlayerID("p\(place)"), score: Int64(100 - place), sequence: version))
    }
    return BoardPage(
      board: board, period: Period(start: nil, end: nil), entries: entries, total: 10,
      version: version)
  }
}
