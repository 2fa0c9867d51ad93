import Bytes
import DataLake
import Datasets
import Leaderboards
import Parquet
import SnapshotQueries
import Storage
import Testing
import Time

/// A player of a generated snapshot.
struct SamplePlayer {
  let id: Int64
  let name: String
  let alliance: String?
  let power: Int64?
}

/// Writes players as a curated file of kingdom 51 with row groups and pages of a few rows.
func write(
  _ players: [SamplePlayer], date: String = "2026-01-26", runID: String = "run",
  metadata pairs: [(String, String)] = [],
  rowsPerGroup: Int = 100, rowsPerPage: Int = 100, to lake: any ObjectStore
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
    kingdom: try #require(Kingdom(51)), date: try #require(CalendarDate(date)))
  let metadata = CuratedMetadata(
    source: .rokPlayers, sourceHash: "00", runID: runID, uploadedAt: .epoch,
    dkpWeights: .standard, dkpOrigin: .missing)
  file += try writer.finish(metadata: metadata.pairs + pairs)
  _ = try await lake.put(LakeKey.curated(snapshot).description, file, when: .always)
  return snapshot
}

func append(_ texts: [String?], to encoder: RowGroupEncoder) throws {
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
func expectedBoard(_ players: [SamplePlayer], limit: Int) -> [Leaderboard.Entry] {
  let ranked = players.filter { $0.power != nil }
    .sorted { ($1.power ?? 0, $0.id) < ($0.power ?? 0, $1.id) }
  return ranked.prefix(limit).map { player in
    // All before the first of the same value are better.
    let better = ranked.prefix { $0.power != player.power }.count
    return Leaderboard.Entry(
      rank: better + 1, id: player.id, name: player.name, alliance: player.alliance,
      value: player.power ?? 0)
  }
}

/// Players whose power falls with their row, each named after the run.
func players(_ count: Int, of run: String = "run") -> [SamplePlayer] {
  (0..<count).map {
    SamplePlayer(id: Int64($0 + 1), name: "\(run) \($0)", alliance: nil, power: Int64(count - $0))
  }
}
