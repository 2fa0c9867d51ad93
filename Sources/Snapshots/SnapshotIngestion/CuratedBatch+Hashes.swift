import Datasets
import UploadReading

extension CuratedBatch {
  /// Hashes all rows, some hundreds at a time.
  mutating func hashRows() {
    let rowCount = uploaded.rowCount
    prepareHashes(rowCount: rowCount)
    let (names, alliances) = (uploaded.texts(.name), uploaded.texts(.alliance))
    var numbers: [(values: [Int64], presence: [UInt8])?] = []
    for column in PlayerColumn.counters { numbers.append(self.numbers(column)) }

    let textByteCount = (names?.longestByteCount ?? 0) + (alliances?.longestByteCount ?? 0)
    let rowsPerBlock = RecordHashes.rowsPerBlock(textByteCount: textByteCount)
    for start in stride(from: 0, to: rowCount, by: rowsPerBlock) {
      let rows = start..<min(start + rowsPerBlock, rowCount)
      recordHashes.begin(rowCount: rows.count, textByteCount: textByteCount)
      recordHashes.add(uploaded.ids[rows], presence: nil)
      if let names { add(names, rows) } else { recordHashes.addEmptyText() }
      if let alliances { add(alliances, rows) } else { recordHashes.addMissing() }
      for column in numbers { add(column, rows) }
      finishHashes(of: rows)
    }
  }

  private mutating func add(_ column: TextColumn, _ rows: Range<Int>) {
    recordHashes.add(
      column.bytes, offsets: column.offsets[rows.lowerBound...rows.upperBound],
      presence: column.presence[rows])
  }

  private mutating func add(
    _ column: (values: [Int64], presence: [UInt8])?, _ rows: Range<Int>
  ) {
    guard let column else { return recordHashes.addMissing() }
    recordHashes.add(column.values[rows], presence: column.presence[rows])
  }
}

extension TextColumn {
  /// The size of the longest text.
  fileprivate var longestByteCount: Int {
    zip(offsets, offsets.dropFirst()).reduce(0) { max($0, Int($1.1 - $1.0)) }
  }
}
