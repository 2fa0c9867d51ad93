/// Pages of BYTE_ARRAY.
struct ByteArrayPageDecoder: PageValueDecoder {
  private typealias Slice = ByteArrayValues.Slice

  private let expandedByteLimit: Int
  private var values = ByteArrayValues()
  private var dictionary: [Slice]?

  init(limits: ReadingLimits) { expandedByteLimit = limits.expandedByteCount }

  var storage: ColumnValues.Storage { .byteArrays(values) }

  mutating func readDictionary(_ cursor: ByteCursor, count: Int) throws(ParquetError) {
    dictionary = try plainSlices(cursor, count: count)
  }

  mutating func append(
    _ cursor: ByteCursor, encoding: Encoding, rows: PageRows
  ) throws(ParquetError) {
    let count = rows.presentCount
    switch encoding {
    case .plain: values.slices += try plainSlices(cursor, count: count)
    case .rleDictionary, .plainDictionary:
      let numbers = try dictionaryNumbers(cursor, count: count, entryCount: dictionary?.count)
      if let dictionary {
        values.slices.append(contentsOf: numbers.lazy.map { dictionary[Int($0)] })
      }
    case .deltaLengthByteArray:
      var cursor = cursor
      values.slices += try lengthSlices(&cursor, count: count)
    case .deltaByteArray: try appendPrefixed(cursor, count: count)
    default: throw unsupported(encoding, of: "byte arrays")
    }
    values.slices.spread(rows, filler: .empty)
  }

  /// Every value after its length; the bytes are not copied apart.
  private mutating func plainSlices(
    _ cursor: ByteCursor, count: Int
  ) throws(ParquetError) -> [Slice] {
    var cursor = cursor
    guard count <= cursor.remaining / 4 else {
      throw cursor.truncated(expected: "\(count) byte arrays")
    }
    let start = cursor.position
    let base = try values.appendBytes(cursor.rest.bytes)
    var slices: [Slice] = []
    slices.reserveCapacity(count)
    for _ in 0..<count {
      let length = try cursor.uint32()
      slices.append(
        Slice(start: base + UInt32(cursor.position - start), count: UInt32(length)))
      _ = try cursor.take(length)
    }
    return slices
  }

  /// DELTA_LENGTH_BYTE_ARRAY: all lengths, then all bytes.
  private mutating func lengthSlices(
    _ cursor: inout ByteCursor, count: Int
  ) throws(ParquetError) -> [Slice] {
    let lengths = try Self.lengths(&cursor, count: count)
    var start = try values.appendBytes(cursor.rest.bytes)
    var slices: [Slice] = []
    slices.reserveCapacity(count)
    for length in lengths {
      slices.append(Slice(start: start, count: UInt32(try cursor.take(length).count)))
      start += UInt32(length)
    }
    return slices
  }

  /// DELTA_BYTE_ARRAY: the length of the prefix that each value shares with the previous one, then
  /// the suffixes as DELTA_LENGTH_BYTE_ARRAY.
  private mutating func appendPrefixed(
    _ cursor: ByteCursor, count: Int
  ) throws(ParquetError) {
    var cursor = cursor
    let prefixLengths = try Self.lengths(&cursor, count: count)
    let suffixLengths = try Self.lengths(&cursor, count: count)
    var value: [UInt8] = []
    for (prefixLength, suffixLength) in zip(prefixLengths, suffixLengths) {
      guard prefixLength <= value.count else {
        throw cursor.malformed(
          expected: "a prefix of at most \(value.count) bytes", found: "\(prefixLength)")
      }
      value.removeSubrange(prefixLength...)
      value.append(contentsOf: try cursor.take(suffixLength))
      guard values.bytes.count + value.count <= expandedByteLimit else {
        throw ParquetError(
          .limit, expected: "at most \(expandedByteLimit) bytes of values",
          found: "\(values.bytes.count + value.count)")
      }
      let start = try values.appendBytes(value.span.bytes)
      values.slices.append(Slice(start: start, count: UInt32(value.count)))
    }
  }

  private static func lengths(
    _ cursor: inout ByteCursor, count: Int
  ) throws(ParquetError) -> [Int] {
    var lengths = [Int32](repeating: 0, count: count)
    try lengths.withUnsafeMutableBufferPointer { lengths throws(ParquetError) in
      try DeltaBinaryPackedDecoder.decode(&cursor, into: lengths)
    }
    if let negative = lengths.first(where: { $0 < 0 }) {
      throw cursor.malformed(expected: "a length", found: "\(negative)")
    }
    return lengths.map(Int.init)
  }
}
