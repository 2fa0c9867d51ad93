import Datasets
import Parquet

/// Reads whole columns of a curated file, one at a time.
struct SnapshotColumns {
  let file: ParquetFile

  /// The numbers of a column by row, -1 if missing; `nil` if the file has no such column of
  /// numbers.
  /// - Throws: `ParquetError`, `ObjectStoreError`.
  func numbers(_ column: PlayerColumn) async throws -> [Int64]? {
    try await parts(column, .int64)?.int64s(orMissing: -1)
  }

  /// The texts of a column; `nil` if the file has no such column of texts.
  /// - Throws: `ParquetError`, `ObjectStoreError`.
  func texts(_ column: PlayerColumn) async throws -> Texts? {
    guard let parts = try await parts(column, .string) else { return nil }
    return Texts(parts)
  }

  private func parts(_ column: PlayerColumn, _ type: ColumnType) async throws -> [ColumnValues]? {
    guard let index = file.metadata.columnIndex(named: column.name),
      file.metadata.columns[index].type == type
    else { return nil }
    return try await file.values(ofColumn: index)
  }

  /// The texts of a column by row.
  struct Texts {
    private let parts: [ColumnValues]
    /// The first row of each part.
    private let starts: [Int]

    init(_ parts: [ColumnValues]) {
      self.parts = parts
      var start = 0
      starts = parts.map { part in
        defer { start += part.count }
        return start
      }
    }

    /// The bytes of a row's text; `nil` if it is missing.
    func bytes(_ row: Int) -> ArraySlice<UInt8>? {
      guard let part = starts.lastIndex(where: { $0 <= row }),
        case .byteArrays(let values) = parts[part].storage, !parts[part].isNull(row - starts[part])
      else { return nil }
      return values[row - starts[part]]
    }

    func text(_ row: Int) -> String? {
      bytes(row).map { String(decoding: $0, as: UTF8.self) }
    }
  }
}
