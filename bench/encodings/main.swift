// Measures what each encoding and codec makes of the columns of a leaderboard: bytes a row in the
// file, and milliseconds a million rows on one core to write and to read. The table that it prints
// is kept in bench/encodings.md; the defaults of ColumnSchema follow from it.
//
//   swift run -c release --disable-default-traits measure-encodings [ROWS] [COLUMN]

let rowCount = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1_048_576
let wantedColumn = CommandLine.arguments.dropFirst(2).first

print("| column | encoding | codec | bytes a row | write ms | read ms |")
print("|---|---|---|---:|---:|---:|")
for column in SampleColumn.all(rowCount: rowCount) where wantedColumn ?? column.name == column.name
{
  for candidate in column.candidates {
    print(try Measurement(of: column, candidate).tableRow)
  }
}
