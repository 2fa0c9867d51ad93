import Datasets
import Failures
import Leaderboards
import Storage
import TestSupport
import Testing
import Time

@testable import SQL
@testable import SnapshotQueries

@Suite struct AthenaStandingsTests {
  /// A row about a player: ten counters, then rank and count of five metrics.
  private func row(
    _ date: String, of id: Int, count: Int = 3, name: String = "Otter", power: String? = "9"
  ) -> SQLRow {
    let counters: [String?] = [power] + Array(repeating: nil, count: 9)
    let ranks = Metric.allCases.flatMap { $0 == .power ? ["2", "3"] : ["1", "0"] }
    return [date, "\(count)", "\(id)", name, nil] + counters + ranks
  }

  private func headers(in lake: any ObjectStore) async throws -> [SnapshotHeader] {
    let reader = ParquetEngine(store: lake)
    var headers: [SnapshotHeader] = []
    for (date, run) in [("2026-01-26", "new"), ("2026-01-19", "old")] {
      let snapshot = try await write(players(3), date: date, runID: run, to: lake)
      headers.append(try await reader.header(of: snapshot))
    }
    return headers
  }

  private func standings(
    _ rows: [SQLRow], meanwhile: (@Sendable (DirectoryStore) async -> Void)? = nil
  ) async throws -> ([PlayerStanding?], [SQLQuery]) {
    try await withTemporaryLake { lake async throws in
      let headers = try await headers(in: lake)
      let runner = ScriptedRunner(.success(rows)) { await meanwhile?(lake) }
      let found = try await athenaEngine(over: lake, runner).standings(of: 7, in: headers)
      return (found, runner.queries)
    }
  }

  @Test func eachUploadTellsOfThePlayerOrOfNone() async throws {
    let (found, _) = try await standings([
      row("2026-01-19", of: 1), row("2026-01-26", of: 1), row("2026-01-26", of: 7),
    ])
    #expect(
      found == [
        PlayerStanding(
          player: Player(id: 7, name: "Otter", alliance: nil), values: [.power: 9],
          ranks: [.power: .init(rank: 2, of: 3)]),
        nil,
      ])
  }

  @Test func aPlayerWithoutAValueHasNoRank() async throws {
    let (found, _) = try await standings([
      row("2026-01-19", of: 7, power: nil), row("2026-01-26", of: 1),
    ])
    #expect(found.map { $0?.ranks } == [nil, [:]])
  }

  @Test func allUploadsAreOneQueryWithValuesBesideTheText() async throws {
    let (_, queries) = try await standings([row("2026-01-19", of: 7), row("2026-01-26", of: 7)])
    let query = try #require(queries.first)
    #expect(queries.count == 1)
    #expect(
      query.values == [
        .integer(51), .text("2026-01-26"), .text("2026-01-19"), .text("new"), .text("old"),
        .integer(7),
      ])
    #expect(
      query.text.hasSuffix(
        #"FROM "standings"."rok_players" WHERE kingdom = ? AND dt IN (?, ?)"#
          + " AND run_id IN (?, ?)) WHERE id = ? OR id = least_id"))
    // Once: a second reading could be of another upload.
    #expect(query.text.ranges(of: #""rok_players""#).count == 1)
    for metric in Metric.allCases {
      let column = metric.column.name
      #expect(
        query.text.contains(#"rank() OVER (PARTITION BY dt ORDER BY "\#(column)" DESC NULLS LAST)"#)
      )
      #expect(query.text.contains(#"count("\#(column)") OVER (PARTITION BY dt)"#))
    }
  }

  @Test func aYearOfDaysFitsIntoAQuery() throws {
    let table = try #require(AthenaTable(database: "d", table: "t"))
    let kingdom = try #require(Kingdom(51))
    let headers = try (0..<366).map { day in
      let date = try #require(CalendarDate(daysSinceEpoch: Int32(20_000 + day)))
      return SnapshotHeader(
        snapshot: SnapshotID(kingdom: kingdom, date: date), players: 1, runID: "run \(day)",
        ingestedAt: .epoch, version: ObjectVersion(tag: "v"))
    }
    let query = table.standingsQuery(of: 1, in: headers)
    // Athena takes no longer text, and no longer value.
    #expect(query.text.utf8.count < 262_144)
    #expect(query.text.ranges(of: "?").count == query.values.count)
  }

  @Test func noUploadsAreNoQuery() async throws {
    try await withTemporaryLake { lake async throws in
      let runner = ScriptedRunner(.success([]))
      #expect(try await athenaEngine(over: lake, runner).standings(of: 7, in: []).isEmpty)
      #expect(runner.queries.isEmpty)
    }
  }

  /// Each upload has three players.
  @Test(arguments: [2, 4, nil])
  func aTableThatShowsOtherRowsIsSaidSo(_ count: Int?) async throws {
    let shown = count.map { [row("2026-01-19", of: 1, count: $0)] } ?? []
    await #expect {
      try await standings([row("2026-01-26", of: 7)] + shown)
    } throws: {
      ($0 as? QueryError)?.code == .missingFromTable
    }
  }

  @Test(arguments: ["2026-01-19", "2026-01-26"])
  func anUploadThatIsReplacedMeanwhileHasChanged(_ date: String) async throws {
    let rows = ["2026-01-19", "2026-01-26"].filter { $0 != date }.map { row($0, of: 1) }
    await #expect {
      try await standings(rows) { lake in
        _ = try? await write(players(4), date: date, runID: "another", to: lake)
      }
    } throws: {
      ($0 as? ObjectStoreError)?.code == .changed
    }
  }

  @Test func rowsOfAnotherShapeAreNoFacts() async throws {
    let sound = row("2026-01-26", of: 7)
    var withoutID = sound
    withoutID[2] = nil
    var withText = sound
    withText[5] = "many"
    for broken in [Array(sound.dropLast()), sound + ["1"], withoutID, withText] {
      await #expect {
        try await standings([broken, row("2026-01-19", of: 7)])
      } throws: {
        ($0 as? SQLError)?.code == .unreachable
      }
    }
  }
}
