import Parquet

/// Prints all rows of a file: the columns' names and types, then a line a row, in the manner of
/// `TextTable`. Floating-point numbers are printed as their bits.
func printTable(_ file: ParquetFile) async throws {
  let columns = file.metadata.columns
  print(columns.map { "\($0.name):\($0.type?.description ?? "unread")" }.joined(separator: "\t"))
  for rowGroup in file.metadata.rowGroups.indices {
    var values: [ColumnValues] = []
    for column in columns.indices {
      values.append(try await file.values(ofColumn: column, rowGroup: rowGroup))
    }
    for row in 0..<file.metadata.rowGroups[rowGroup].rowCount {
      print(values.map { text($0[row]) }.joined(separator: "\t"))
    }
  }
}

private func text(_ value: ColumnValue?) -> String {
  switch value {
  case nil: "null"
  case .boolean(let flag): "\(flag)"
  case .int32(let number): "\(number)"
  case .int64(let number): "\(number)"
  case .float(let number): "\(number.bitPattern)"
  case .double(let number): "\(number.bitPattern)"
  case .bytes(let bytes): bytes.map(hexadecimal).joined()
  }
}

private func hexadecimal(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 16)
  return byte < 16 ? "0" + digits : digits
}
