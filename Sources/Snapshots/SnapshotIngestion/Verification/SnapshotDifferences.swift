import Bytes
import Datasets
import Leaderboards
import Parquet

/// How a curated file differs from its upload's result.
package struct SnapshotDifferences: Sendable, Equatable {
  /// Why the file cannot be read; then nothing else is known.
  package internal(set) var unreadable: String?
  /// Differences of the file's metadata, by key.
  package internal(set) var metadata: [Value] = []
  /// Players of the upload who are missing from the file.
  package internal(set) var missing = PlayerSample()
  /// Players of the file who are missing from the upload.
  package internal(set) var unexpected = PlayerSample()
  /// Players with different values.
  package internal(set) var changed = PlayerSample()
  /// The differences of the first of them, by cell.
  package internal(set) var cells: [Cell] = []

  /// A difference; `nil` if one side is missing.
  package struct Value: Sendable, Equatable {
    package let key: String
    package let found: String?
    package let expected: String?
  }

  package struct Cell: Sendable, Equatable {
    package let id: Int64
    package let value: Value
  }

  /// Players: all are counted, the first are named.
  package struct PlayerSample: Sendable, Equatable {
    package private(set) var count = 0
    package private(set) var ids: [Int64] = []

    /// Max named players.
    static let limit = 10

    mutating func add(_ id: Int64) {
      count += 1
      if ids.count < Self.limit { ids.append(id) }
    }
  }

  /// Whether the file has the same content in other bytes.
  package var isOfBytesAlone: Bool { self == SnapshotDifferences() }
}

extension SnapshotDifferences {
  /// - Parameters:
  ///   - found: the current curated file.
  ///   - expected: the file that its upload makes, in pieces.
  /// - Throws: `ParquetError` if the expected file is invalid.
  static func between(
    _ found: SharedBytes, _ expected: [SharedBytes]
  ) async throws -> SnapshotDifferences {
    var differences = SnapshotDifferences()
    let expected = try await ParquetFile(SharedBytes(joining: expected))
    do {
      let found = try await ParquetFile(found)
      differences.compareMetadata(found.metadata, expected.metadata)
      try await differences.compareRows(
        SnapshotColumns(file: found), SnapshotColumns(file: expected))
    } catch let error as ParquetError {
      differences.unreadable = error.description
    }
    return differences
  }

  private mutating func compareMetadata(_ found: ParquetMetadata, _ expected: ParquetMetadata) {
    let keys = expected.keyValues.map(\.key)
    let others = found.keyValues.map(\.key).filter { !keys.contains($0) }
    for key in keys + others where found.value(forKey: key) != expected.value(forKey: key) {
      metadata.append(
        Value(key: key, found: found.value(forKey: key), expected: expected.value(forKey: key)))
    }
  }

  private mutating func compareRows(
    _ found: SnapshotColumns, _ expected: SnapshotColumns
  ) async throws {
    guard let ids = try await expected.numbers(.id), let foundIDs = try await found.numbers(.id),
      let counterparts = RowJoin(of: ids, in: foundIDs)?.rows,
      let foundCounterparts = RowJoin(of: foundIDs, in: ids)?.rows
    else {
      unreadable = "its rows name no players"
      return
    }
    for (row, id) in ids.enumerated() where counterparts[row] < 0 { missing.add(id) }
    for (row, id) in foundIDs.enumerated() where foundCounterparts[row] < 0 { unexpected.add(id) }

    var hasChanged = [Bool](repeating: false, count: ids.count)
    var cellsByRow: [Int: [Cell]] = [:]
    for column in PlayerColumn.allCases where column != .id {
      let pair = try await (found: found.cells(column), expected: expected.cells(column))
      var listed = 0
      for (row, counterpart) in counterparts.enumerated() where counterpart >= 0 {
        if pair.found.isEqual(Int(counterpart), pair.expected, row) { continue }
        hasChanged[row] = true
        listed += 1
        if listed > PlayerSample.limit { continue }
        let value = Value(
          key: column.name, found: pair.found.text(Int(counterpart)),
          expected: pair.expected.text(row))
        cellsByRow[row, default: []].append(Cell(id: ids[row], value: value))
      }
    }
    for row in hasChanged.indices where hasChanged[row] {
      changed.add(ids[row])
      if changed.count <= PlayerSample.limit { cells += cellsByRow[row] ?? [] }
    }
  }
}

/// The cells of a column, of numbers or of texts.
private enum ColumnCells {
  case numbers([Int64])
  case texts(SnapshotColumns.Texts)
  /// The file has no such column.
  case none

  func isEqual(_ row: Int, _ others: ColumnCells, _ otherRow: Int) -> Bool {
    switch (self, others) {
    case (.numbers(let own), .numbers(let others)): own[row] == others[otherRow]
    case (.texts(let own), .texts(let others)): own.bytes(row) == others.bytes(otherRow)
    case (.none, .none): true
    default: false
    }
  }

  func text(_ row: Int) -> String? {
    switch self {
    case .numbers(let numbers): numbers[row] < 0 ? nil : "\(numbers[row])"
    case .texts(let texts): texts.text(row)
    case .none: nil
    }
  }
}

extension SnapshotColumns {
  fileprivate func cells(_ column: PlayerColumn) async throws -> ColumnCells {
    if column.isText { return try await texts(column).map(ColumnCells.texts) ?? .none }
    return try await numbers(column).map(ColumnCells.numbers) ?? .none
  }
}
