import Datasets
import Parquet

extension CuratedTable {
  /// The schema of the curated file.
  ///
  /// Encodings follow what was measured (`bench/encodings.md`): differences in few bits for ids
  /// and counters, which no codec then makes much smaller; a dictionary for alliances, of which a
  /// kingdom has few, and for what is the same in every row.
  /// - Throws: `ParquetError`, were the schema impossible.
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
      // Nothing repeats in a hash: coding by entropy alone takes half the time of looking for it.
      ColumnSchema(
        rawValue, .string, isRequired: true, encoding: .plain, compression: .zstdEntropyOnly)
    }
  }
}
