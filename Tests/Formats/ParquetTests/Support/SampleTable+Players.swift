@testable import Parquet

extension SampleTable {
  /// Sixty players in columns of every encoding and compression that the writer has, with and
  /// without missing values.
  static var players: SampleTable {
    SampleTable(
      (ColumnSchema("id", .int64, isRequired: true), .int64s((0..<60).map { $0 * 7 })),
      (
        ColumnSchema("alliance", .string, encoding: .dictionary),
        .strings((0..<60).map { $0 % 5 == 0 ? nil : "[\($0 % 4)]" })
      ),
      (
        ColumnSchema("name", .string, encoding: .delta, compression: .snappy),
        .strings((0..<60).map { "player \($0)" })
      ),
      (
        ColumnSchema("deaths", .int64, compression: .gzip(level: 1)),
        .int64s((0..<60).map { $0 % 7 == 0 ? nil : $0 * $0 })
      ),
      (ColumnSchema("power", .int32, encoding: .plain), .int32s((0..<60).map { $0 * 1_000 })),
      (ColumnSchema("run_id", .string), .constant(.string("20260126T153012Z"), count: 60))
    )
  }
}
