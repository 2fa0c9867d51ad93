import Bytes
import DataLake
import Parquet
import Rankings
import TestSupport
import Testing

@testable import Querying

/// A player of a generated snapshot.
private struct Player {
  let id: Int64
  let name: String
  let alliance: String?
  let power: Int64?
}

/// Writes players as a curated file of kingdom 51 with row groups and pages of a few rows.
private func write(
  _ players: [Player], rowsPerGroup: Int, rowsPerPage: Int, to lake: DirectoryStore
) async throws -> SnapshotID {
  let schema = try ParquetSchema([
    ColumnSchema("id", .int64, isRequired: true), ColumnSchema("name", .string, isRequired: true),
    ColumnSchema("alliance", .string, encoding: .dictionary), ColumnSchema("power", .int64),
  ])
  var settings = WritingSettings()
  settings.rowsPerPage = rowsPerPage
  let encoder = RowGroupEncoder(schema: schema, settings: settings)
  var writer = ParquetWriter(schema: schema)
  var file: [SharedBytes] = []
  for start in stride(from: 0, to: players.count, by: rowsPerGroup) {
    let group = players[start..<min(start + rowsPerGroup, players.count)]
    try encoder.begin(rowCount: group.count)
    let ids = group.map(\.id)
    try encoder.append(int64: ids.span)
    try append(group.map(\.name), to: encoder)
    try append(group.map(\.alliance), to: encoder)
    let (powers, presence) = (
      group.map { $0.power ?? 0 }, group.map { $0.power == nil ? 0 : 1 as UInt8 }
    )
    try encoder.append(int64: powers.span, presence: presence.span)
    file += try writer.append(try encoder.finish())
  }
  let snapshot = SnapshotID(
    kingdom: try #require(Kingdom(51)), date: try #require(SnapshotDate("2026-01-26")))
  let metadata = CuratedMetadata(
    source: .rokPlayers, sourceHash: "00", runID: "run", uploadedAt: .epoch,
    dkpWeights: .standard, dkpOrigin: .missing)
  file += try writer.finish(metadata: metadata.pairs)
  _ = try await lake.put(LakeKey.curated(snapshot).description, file, when: .always)
  return snapshot
}

private func append(_ texts: [String?], to encoder: RowGroupEncoder) throws {
  let bytes = texts.flatMap { Array(($0 ?? "").utf8) }
  var offsets: [UInt32] = [0]
  for text in texts { offsets.append(offsets[offsets.count - 1] + UInt32((text ?? "").utf8.count)) }
  let presence = texts.map { $0 == nil ? 0 : 1 as UInt8 }
  if presence.contains(0) {
    try encoder.append(strings: bytes.span, offsets: offsets.span, presence: presence.span)
  } else {
    try encoder.append(strings: bytes.span, offsets: offsets.span)
  }
}

/// The board that sorting everything gives.
private func expectedBoard(_ players: [Player], limit: Int) -> [Leaderboard.Entry] {
  let ranked = players.filter { $0.power != nil }
    .sorted { ($1.power ?? 0, $0.id) < ($0.power ?? 0, $1.id) }
  return ranked.prefix(limit).map { player in
    let better = ranked.count { ($0.power ?? 0) > (player.power ?? 0) }
    return Leaderboard.Entry(
      rank: better + 1, id: player.id, name: player.name, alliance: player.alliance,
      value: player.power ?? 0)
  }
}

@Suite struct ParquetEngineTests {
  /// How powers are spread over the rows of a file.
  enum Spread: CaseIterable {
    case random, descending, ascending, fewValues, allEqual, mostlyMissing, allMissing
  }

  private func players(_ count: Int, _ spread: Spread) -> [Player] {
    (0..<count).map { row in
      let power: Int64? =
        switch spread {
        case .random: .random(in: 0...1_000_000)
        case .descending: Int64(2 * (count - row))
        case .ascending: Int64(row)
        case .fewValues: .random(in: 0...5)
        case .allEqual: 7
        case .mostlyMissing: row % 17 == 0 ? .random(in: 0...9) : nil
        case .allMissing: nil
        }
      return Player(
        id: Int64((row * 7_919) % 100_003 + 1), name: "名 \(row)",
        alliance: row % 3 == 0 ? nil : "A\(row % 5)", power: power)
    }
  }

  @Test(arguments: Spread.allCases, [0, 1, 10, 100, 5_000])
  func theTopIsWhatSortingGives(_ spread: Spread, limit: Int) async throws {
    let players = players(1_000, spread)
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(players, rowsPerGroup: 300, rowsPerPage: 40, to: lake)
      let board = try await ParquetEngine(store: lake).top(.power, of: snapshot, limit: limit)
      #expect(board.entries == expectedBoard(players, limit: limit))
      #expect(board.totalPlayers == 1_000)
    }
  }

  @Test func aSnapshotOfOnePlayerHasABoard() async throws {
    try await withTemporaryLake { lake async throws in
      let player = Player(id: 9, name: "", alliance: nil, power: 0)
      let snapshot = try await write([player], rowsPerGroup: 1, rowsPerPage: 1, to: lake)
      let board = try await ParquetEngine(store: lake).top(.power, of: snapshot, limit: 100)
      #expect(board.entries == expectedBoard([player], limit: 100))
    }
  }

  @Test func pagesThatCannotHoldOneOfTheBestAreNotRead() async throws {
    try await withTemporaryLake { lake async throws in
      let players = players(300_000, .descending)
      let snapshot = try await write(players, rowsPerGroup: 50_000, rowsPerPage: 1_000, to: lake)
      let counting = CountingStore(lake)
      let size = try #require(try await lake.head(LakeKey.curated(snapshot).description)).byteCount
      let board = try await ParquetEngine(store: counting).top(.power, of: snapshot, limit: 100)
      #expect(board.entries == expectedBoard(players, limit: 100))
      // The end of the file and a page of each of four columns, of 1,200 pages.
      #expect(counting.bytesRead < 256 << 10 + size / 20)
    }
  }

  @Test func aMetricThatTheFileLacksIsSaidSo() async throws {
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(
        players(10, .random), rowsPerGroup: 10, rowsPerPage: 5, to: lake)
      await #expect {
        try await ParquetEngine(store: lake).top(.dkp, of: snapshot, limit: 1)
      } throws: {
        ($0 as? QueryError)?.code == .unreadableSnapshot
      }
    }
  }

  @Test func aDamagedFileIsAnErrorAndNotABoard() async throws {
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(
        players(10, .random), rowsPerGroup: 10, rowsPerPage: 5, to: lake)
      let key = LakeKey.curated(snapshot).description
      let half = try await lake.get(key).array.prefix(200)
      _ = try await lake.put(key, [SharedBytes(Array(half))], when: .always)
      await #expect { try await ParquetEngine(store: lake).summary(of: snapshot) } throws: {
        ($0 as? QueryError)?.code == .unreadableSnapshot
      }
    }
  }
}
