/// A number whose stored form is its little-endian memory form.
protocol StoredNumber: BitwiseCopyable, Sendable {
  static var zero: Self { get }
  static func storage(_ values: [Self]) -> ColumnValues.Storage

  /// DELTA_BINARY_PACKED, which only integers have.
  static func decodeDeltas(
    _ cursor: inout ByteCursor, into output: UnsafeMutableBufferPointer<Self>
  ) throws(ParquetError)
}

extension StoredNumber {
  static func decodeDeltas(
    _ cursor: inout ByteCursor, into output: UnsafeMutableBufferPointer<Self>
  ) throws(ParquetError) {
    throw ParquetError(
      .unsupported, expected: "an encoding of floating-point numbers",
      found: "\(Encoding.deltaBinaryPacked)")
  }
}

extension StoredNumber where Self: StoredInteger {
  static func decodeDeltas(
    _ cursor: inout ByteCursor, into output: UnsafeMutableBufferPointer<Self>
  ) throws(ParquetError) {
    try DeltaBinaryPackedDecoder.decode(&cursor, into: output)
  }
}

extension Int32: StoredNumber {
  static func storage(_ values: [Int32]) -> ColumnValues.Storage { .int32s(values) }
}

extension Int64: StoredNumber {
  static func storage(_ values: [Int64]) -> ColumnValues.Storage { .int64s(values) }
}

extension Float: StoredNumber {
  static func storage(_ values: [Float]) -> ColumnValues.Storage { .floats(values) }
}

extension Double: StoredNumber {
  static func storage(_ values: [Double]) -> ColumnValues.Storage { .doubles(values) }
}

/// Pages of INT32, INT64, FLOAT and DOUBLE.
struct NumberPageDecoder<Value: StoredNumber>: PageValueDecoder {
  private var values: [Value] = []
  private var dictionary: [Value]?

  var storage: ColumnValues.Storage { Value.storage(values) }

  mutating func readDictionary(_ cursor: ByteCursor, count: Int) throws(ParquetError) {
    var cursor = cursor
    var entries: [Value] = []
    try Self.appendPlain(&cursor, count: count, to: &entries)
    dictionary = entries
  }

  mutating func append(
    _ cursor: ByteCursor, encoding: Encoding, rows: PageRows
  ) throws(ParquetError) {
    var cursor = cursor
    let count = rows.presentCount
    switch encoding {
    case .plain: try Self.appendPlain(&cursor, count: count, to: &values)
    case .rleDictionary, .plainDictionary:
      let numbers = try dictionaryNumbers(cursor, count: count, entryCount: dictionary?.count)
      if let dictionary { values.append(contentsOf: numbers.lazy.map { dictionary[Int($0)] }) }
    case .deltaBinaryPacked:
      try Self.appendFilled(count, to: &values) { output throws(ParquetError) in
        try Value.decodeDeltas(&cursor, into: output)
      }
    case .byteStreamSplit: try Self.appendSplit(&cursor, count: count, to: &values)
    default: throw unsupported(encoding, of: "numbers")
    }
    values.spread(rows, filler: .zero)
  }

  private static func appendPlain(
    _ cursor: inout ByteCursor, count: Int, to values: inout [Value]
  ) throws(ParquetError) {
    let bytes = try cursor.take(count * MemoryLayout<Value>.size)
    appendFilled(count, to: &values) { output in
      UnsafeMutableRawBufferPointer(output).copyMemory(from: bytes)
    }
  }

  /// BYTE_STREAM_SPLIT (parquet-format, Encodings.md): the first bytes of all values, then the
  /// second ones, and so on.
  private static func appendSplit(
    _ cursor: inout ByteCursor, count: Int, to values: inout [Value]
  ) throws(ParquetError) {
    let size = MemoryLayout<Value>.size
    let bytes = try cursor.take(count * size)
    appendFilled(count, to: &values) { output in
      let target = UnsafeMutableRawBufferPointer(output)
      for stream in 0..<size {
        for index in 0..<count { target[index * size + stream] = bytes[stream * count + index] }
      }
    }
  }

  private static func appendFilled<Failure: Error>(
    _ count: Int, to values: inout [Value],
    _ fill: (UnsafeMutableBufferPointer<Value>) throws(Failure) -> Void
  ) throws(Failure) {
    let start = values.count
    values.append(contentsOf: repeatElement(.zero, count: count))
    try values.withUnsafeMutableBufferPointer { values throws(Failure) in
      try fill(UnsafeMutableBufferPointer(rebasing: values[start...]))
    }
  }
}

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
