import Datasets
import Parquet

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
