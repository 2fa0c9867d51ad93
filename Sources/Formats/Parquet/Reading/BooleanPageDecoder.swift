/// Pages of BOOLEAN, which has no dictionary.
struct BooleanPageDecoder: PageValueDecoder {
  private var values: [Bool] = []

  var storage: ColumnValues.Storage { .booleans(values) }

  mutating func readDictionary(_ cursor: ByteCursor, count: Int) throws(ParquetError) {
    throw unsupported(.plainDictionary, of: "booleans")
  }

  mutating func append(
    _ cursor: ByteCursor, encoding: Encoding, rows: PageRows
  ) throws(ParquetError) {
    var cursor = cursor
    switch encoding {
    case .plain: try appendPlain(&cursor, count: rows.presentCount)
    case .rle: try appendRuns(&cursor, count: rows.presentCount)
    default: throw unsupported(encoding, of: "booleans")
    }
    values.spread(rows, filler: false)
  }

  /// One bit per value, the lowest first.
  private mutating func appendPlain(
    _ cursor: inout ByteCursor, count: Int
  ) throws(ParquetError) {
    let bytes = try cursor.take((count + 7) / 8)
    for index in 0..<count { values.append(bytes[index / 8] >> UInt8(index % 8) & 1 == 1) }
  }

  /// The hybrid encoding after its length.
  private mutating func appendRuns(
    _ cursor: inout ByteCursor, count: Int
  ) throws(ParquetError) {
    if count == 0 { return }
    var runs = ByteCursor(try cursor.take(cursor.uint32()), baseOffset: cursor.position)
    var numbers = [UInt32](repeating: 0, count: count)
    try numbers.withUnsafeMutableBufferPointer { numbers throws(ParquetError) in
      try RunLengthHybridDecoder.decode(&runs, width: 1, into: numbers)
    }
    values.append(contentsOf: numbers.lazy.map { $0 == 1 })
  }
}
