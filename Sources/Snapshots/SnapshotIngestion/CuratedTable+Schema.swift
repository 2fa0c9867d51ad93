import Datasets
import Parquet

extension CuratedTable {
  /// The schema of the curated file.
  ///
  /// Encodings are measured (`bench/encodings.md`): packed differences for ids and counters, which
  /// no codec then shrinks much further; a dictionary for alliances, of which a kingdom has few,
  /// and for constant columns.
  /// - Throws: `ParquetError` if the schema is invalid.
  static func schema() throws -> ParquetSchema {
    try ParquetSchema(PlayerColumn.allCases.map(\.schema) + RunColumn.allCases.map(\.schema))
  }
}

extension PlayerColumn {
  fileprivate var schema: ColumnSchema {
    switch self {
    case .id: ColumnSchema(name, .int64, isRequired: true, encoding: .delta)
    case .name: ColumnSchema(name, .string, isRequired: true, encoding: .plain)
    case .alliance: ColumnSchema(name, .string, encoding: .dictionary)
    default: ColumnSchema(name, .int64, encoding: .delta)
    }
  }
}

extension CuratedTable.RunColumn {
  fileprivate var schema: ColumnSchema {
    switch self {
    case .kingdom: ColumnSchema(rawValue, .int32, isRequired: true, encoding: .dictionary)
    case .snapshotDate: ColumnSchema(rawValue, .date, isRequired: true, encoding: .dictionary)
    case .ingestedAt:
      ColumnSchema(rawValue, .timestampMicros, isRequired: true, encoding: .dictionary)
    case .runID: ColumnSchema(rawValue, .string, isRequired: true, encoding: .dictionary)
    case .recordHash:
      // Hashes have no repetitions: entropy coding alone takes half the time.
      ColumnSchema(
        rawValue, .string, isRequired: true, encoding: .plain, compression: .zstdEntropyOnly)
    }
  }
}
