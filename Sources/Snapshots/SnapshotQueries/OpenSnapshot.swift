import Datasets
import Leaderboards
import Parquet
import Storage

/// The open curated file of a snapshot: one version of it, whatever is uploaded meanwhile.
struct OpenSnapshot: Sendable {
  let snapshot: SnapshotID
  let version: ObjectVersion
  let parquet: ParquetFile
  /// The header of the snapshot.
  let header: SnapshotHeader

  /// - Throws: `QueryError`, `ObjectStoreError`.
  init(_ snapshot: SnapshotID, _ object: ObjectReader) async throws {
    self.snapshot = snapshot
    version = object.info.version
    parquet = try await Self.reading(snapshot) { try await ParquetFile(object) }
    let parquet = parquet
    guard let metadata = CuratedMetadata({ parquet.metadata.value(forKey: $0) }) else {
      throw QueryError(
        code: .unreadableSnapshot, snapshot: snapshot,
        reason: "the file does not say which upload it was made from")
    }
    header = SnapshotHeader(
      snapshot: snapshot, players: parquet.metadata.rowCount, runID: metadata.runID,
      ingestedAt: metadata.uploadedAt, version: version,
      rankedPlayers: parquet.metadata.rankedPlayers, dkpWeights: metadata.dkpWeights,
      dkpOrigin: metadata.dkpOrigin)
  }

  /// The top players from the file's end; `nil` if they are not stored.
  func bestPlayers(by metric: Metric) -> BestPlayers? {
    parquet.metadata.value(forKey: CuratedTable.bestPlayersKey(metric))
      .flatMap { BestPlayers(text: $0) }
  }

  /// The index of a column.
  /// - Throws: `QueryError` if the file lacks it, or has another type under its name.
  func index(of column: PlayerColumn) throws -> Int {
    let wanted: ColumnType = column.isText ? .string : .int64
    guard let index = parquet.metadata.columnIndex(named: column.name) else {
      throw unreadable("it has no column \(column.name)")
    }
    let found = parquet.metadata.columns[index].type
    guard found == wanted else {
      throw unreadable(
        "its column \(column.name) is \(found.map { "\($0)" } ?? "unknown"), not \(wanted)")
    }
    return index
  }

  /// Reads from the file and names the snapshot in errors. Reads nothing for a cancelled task.
  func read<Value>(_ body: () async throws -> Value) async throws -> Value {
    try Task.checkCancellation()
    return try await Self.reading(snapshot, body)
  }

  func unreadable(_ reason: String) -> QueryError {
    QueryError(code: .unreadableSnapshot, snapshot: snapshot, reason: reason)
  }

  private static func reading<Value>(
    _ snapshot: SnapshotID, _ body: () async throws -> Value
  ) async throws -> Value {
    do {
      return try await body()
    } catch let error as ParquetError {
      throw QueryError(
        code: .unreadableSnapshot, snapshot: snapshot, reason: error.description)
    }
  }
}

extension ParquetMetadata {
  /// The number of values of each metric, if the file counts its nulls.
  fileprivate var rankedPlayers: [Metric: Int] {
    var counts: [Metric: Int] = [:]
    for metric in Metric.allCases {
      guard let column = columnIndex(named: metric.column.name) else { continue }
      let nulls = rowGroups.map { $0.chunks[column].nullCount }
      if nulls.contains(nil) { continue }
      counts[metric] = max(0, rowCount &- nulls.reduce(0) { $0 &+ ($1 ?? 0) })
    }
    return counts
  }
}

/// The texts of a column in row order, as they are in the file's row groups.
struct WholeTexts: Sendable {
  fileprivate let parts: [ColumnValues]

  /// Every row's text; `nil` if missing.
  var all: some Sequence<String?> {
    parts.lazy.flatMap { part in (0..<part.count).lazy.map { part.string($0) } }
  }
}

extension OpenSnapshot {
  /// All numbers of a column by row, -1 if missing.
  /// - Throws: `QueryError`, `ObjectStoreError`.
  func wholeNumbers(_ column: PlayerColumn) async throws -> [Int64] {
    guard let numbers = try await parts(of: column).int64s(orMissing: -1) else {
      throw unreadable("its column \(column.name) holds no whole numbers")
    }
    return numbers
  }

  /// - Throws: `QueryError`, `ObjectStoreError`.
  func wholeTexts(_ column: PlayerColumn) async throws -> WholeTexts {
    WholeTexts(parts: try await parts(of: column))
  }

  private func parts(of column: PlayerColumn) async throws -> [ColumnValues] {
    let index = try index(of: column)
    return try await read { try await parquet.values(ofColumn: index) }
  }
}
