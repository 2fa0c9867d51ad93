import Bytes
import Parquet

/// The curated table with the defaults of the schema: what a whole snapshot costs to encode.
struct WholeTable {
  private static let rowsPerGroup = 131_072

  private let columns: [SampleColumn]
  private let schema: ParquetSchema
  private let rowCount: Int

  init(rowCount: Int) throws {
    let names = [
      "id", "name", "alliance", "power", "kill_points", "t4_kills", "t5_kills", "deaths", "kills",
      "dkp", "record_hash",
    ]
    let samples = SampleColumn.all(rowCount: rowCount)
    columns = names.compactMap { name in
      let likeness = ["t4_kills": "t5_kills", "kills": "t5_kills", "dkp": "kill_points"]
      return samples.first { $0.name == likeness[name] ?? name }
    }
    schema = try ParquetSchema(
      zip(names, columns).map { name, column in
        switch name {
        case "name": ColumnSchema(name, .string, isRequired: true)
        case "alliance": ColumnSchema(name, .string, encoding: .dictionary)
        case "record_hash":
          ColumnSchema(name, .string, isRequired: true, compression: .zstdEntropyOnly)
        default: ColumnSchema(name, .int64)
        }
      })
    self.rowCount = rowCount
  }

  /// The fastest of five runs, in words.
  func measured(taskCount: Int) async throws -> String {
    var best = Duration.seconds(3_600)
    var byteCount = 0
    for _ in 0..<5 {
      let duration = try await ContinuousClock().measure {
        byteCount = try await encode(taskCount: taskCount)
      }
      best = min(best, duration)
    }
    let milliseconds = (best / .milliseconds(1)).hundredths
    return "\nThe curated table of \(rowCount) rows on \(taskCount) core(s): \(milliseconds) ms, "
      + "\((Double(byteCount) / Double(rowCount)).hundredths) bytes a row"
  }

  /// Encodes all row groups on so many tasks.
  /// - Returns: The bytes of the file but its footer.
  func encode(taskCount: Int) async throws -> Int {
    try await withThrowingTaskGroup(of: Int.self) { group in
      for task in 0..<taskCount {
        group.addTask { try encode(everyGroupFrom: task, by: taskCount) }
      }
      return try await group.reduce(0, +)
    }
  }

  private func encode(everyGroupFrom first: Int, by step: Int) throws -> Int {
    let encoder = RowGroupEncoder(schema: schema)
    var byteCount = 0
    let starts = stride(
      from: first * Self.rowsPerGroup, to: rowCount, by: step * Self.rowsPerGroup)
    for start in starts {
      let rows = start..<min(start + Self.rowsPerGroup, rowCount)
      try encoder.begin(rowCount: rows.count)
      for column in columns { try column.append(rows, presence: nil, to: encoder) }
      byteCount += try encoder.finish().byteCount
    }
    return byteCount
  }
}
