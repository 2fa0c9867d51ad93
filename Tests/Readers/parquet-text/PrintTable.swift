import Parquet

/// Prints all rows of a file: the columns' names and types, then a line a row, in the manner of
/// `TextTable`. Floating-point numbers are printed as their bits.
/// - Parameter columns: The names of the columns to print; none for all.
func printTable(_ file: ParquetFile, columns names: [String]) async throws {
  let columns = file.metadata.columns.indices.filter {
    names.isEmpty || names.contains(file.metadata.columns[$0].name)
  }
  print(columns.map { heading(file.metadata.columns[$0]) }.joined(separator: "\t"))
  for rowGroup in file.metadata.rowGroups.indices {
    var values: [ColumnValues] = []
    for column in columns {
      values.append(try await file.values(ofColumn: column, rowGroup: rowGroup))
    }
    for row in 0..<file.metadata.rowGroups[rowGroup].rowCount {
      print(values.map { text($0[row]) }.joined(separator: "\t"))
    }
  }
}

private func heading(_ column: FileColumn) -> String {
  "\(column.name):\(column.type?.description ?? column.annotation)"
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
