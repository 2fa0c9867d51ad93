import Bytes
import DataLake
import Datasets
import Parquet
import SnapshotQueries
import Storage
import Testing
import Time

/// A player of a snapshot with any of the counters.
struct CuratedPlayer {
  let id: Int64
  var name = ""
  var alliance: String?
  var values: [PlayerColumn: Int64] = [:]
}

/// Writes players as the curated file of kingdom 51 at a date, with all columns of players.
func write(
  _ players: [CuratedPlayer], date: String, runID: String = "run",
  weights: DKPWeights = .standard, dkp origin: CuratedTable.DKPOrigin = .uploaded,
  rowsPerGroup: Int = 100, to lake: any ObjectStore
) async throws -> SnapshotID {
  let schema = try ParquetSchema(
    PlayerColumn.allCases.map {
      ColumnSchema(
        $0.name, $0.isText ? .string : .int64, isRequired: $0 == .id || $0 == .name)
    })
  let encoder = RowGroupEncoder(schema: schema, settings: WritingSettings())
  var writer = ParquetWriter(schema: schema)
  var file: [SharedBytes] = []
  for start in stride(from: 0, to: players.count, by: rowsPerGroup) {
    let group = Array(players[start..<min(start + rowsPerGroup, players.count)])
    try encoder.begin(rowCount: group.count)
    let ids = group.map(\.id)
    try encoder.append(int64: ids.span)
    try append(group.map(\.name), to: encoder)
    try append(group.map(\.alliance), to: encoder)
    for column in PlayerColumn.counters {
      let numbers = group.map { $0.values[column] ?? 0 }
      let presence = group.map { $0.values[column] == nil ? 0 : 1 as UInt8 }
      try encoder.append(int64: numbers.span, presence: presence.span)
    }
    file += try writer.append(try encoder.finish())
  }
  let snapshot = SnapshotID(
    kingdom: try #require(Kingdom(51)), date: try #require(CalendarDate(date)))
  let metadata = CuratedMetadata(
    source: .rokPlayers, sourceHash: "00", runID: runID, uploadedAt: .epoch,
    dkpWeights: weights, dkpOrigin: origin)
  file += try writer.finish(metadata: metadata.pairs)
  _ = try await lake.put(LakeKey.curated(snapshot).description, file, when: .always)
  return snapshot
}
