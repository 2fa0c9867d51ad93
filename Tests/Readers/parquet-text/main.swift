// Turns text tables into Parquet and back, so that other programs can check what the module
// writes and reads. See TextTable for the format.
//
//   parquet-text encode TABLE FILE [ROWS_PER_GROUP [ROWS_PER_PAGE]]
//   parquet-text decode FILE [COLUMN ...]

import Bytes
import Parquet

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

let arguments = Array(CommandLine.arguments.dropFirst())
do {
  switch (arguments.first, arguments.count) {
  case ("encode", 3...5):
    let table = try TextTable(parsing: readFile(arguments[1]))
    let limits = arguments.dropFirst(3).compactMap { Int($0) }
    try writeFile(
      arguments[2],
      table.parquet(rowsPerGroup: limits.first ?? 131_072, rowsPerPage: limits.dropFirst().first))
  case ("decode", 2...):
    let file = try await ParquetFile(SharedBytes(readFile(arguments[1])))
    try await printTable(file, columns: Array(arguments.dropFirst(2)))
  default:
    print("usage: parquet-text encode TABLE FILE [ROWS_PER_GROUP [ROWS_PER_PAGE]]")
    print("       parquet-text decode FILE [COLUMN ...]")
    exit(2)
  }
} catch {
  print("\(error)")
  exit(1)
}
