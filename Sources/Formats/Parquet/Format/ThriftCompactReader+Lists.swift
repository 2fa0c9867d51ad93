import Bytes

extension ThriftCompactReader {
  /// The max elements of a list without a natural limit.
  private static let maxListCount = 1 << 20

  /// - Parameter limit: the max number of elements.
  mutating func structures<Value: ThriftStruct>(
    _ type: Value.Type, _ field: Field, atMost limit: Int = maxListCount
  ) throws(ParquetError) -> [Value] {
    var elements: [Value] = []
    for _ in 0..<(try listCount(field, of: [.structure], atMost: limit)) {
      elements.append(try structure(type))
    }
    return elements
  }

  mutating func int32s(_ field: Field) throws(ParquetError) -> [Int32] {
    var elements: [Int32] = []
    for _ in 0..<(try listCount(field, of: [.int32])) { elements.append(try narrowed()) }
    return elements
  }

  mutating func int64s(_ field: Field) throws(ParquetError) -> [Int64] {
    var elements: [Int64] = []
    for _ in 0..<(try listCount(field, of: [.int64])) { elements.append(try zigzag()) }
    return elements
  }

  mutating func binaries(_ field: Field) throws(ParquetError) -> [[UInt8]] {
    var elements: [[UInt8]] = []
    for _ in 0..<(try listCount(field, of: [.binary])) { elements.append(try binary()) }
    return elements
  }

  mutating func bools(_ field: Field) throws(ParquetError) -> [Bool] {
    var elements: [Bool] = []
    for _ in 0..<(try listCount(field, of: [.trueFlag, .falseFlag])) {
      elements.append(try byte() == 1)
    }
    return elements
  }

  // MARK: Details

  private mutating func listCount(
    _ field: Field, of types: [ThriftType], atMost limit: Int = maxListCount
  ) throws(ParquetError) -> Int {
    guard field.type == .list else { throw wrongType(field, expected: "a list") }
    let (type, count) = try listHeader()
    guard count == 0 || types.contains(type) else {
      throw malformed(expected: "a list of \(types[0])", found: "a list of \(type)")
    }
    guard count <= limit else {
      throw beyondLimit(expected: "at most \(limit) elements", found: count)
    }
    return count
  }

  /// A count above the remaining bytes is rejected here: every element takes at least one byte.
  mutating func listHeader() throws(ParquetError) -> (ThriftType, Int) {
    let header = try byte()
    let short = UInt64(header >> 4)
    let count = short == 15 ? try varint() : short
    guard let type = ThriftType(rawValue: header & 0x0F) else {
      if count == 0 { return (.int8, 0) }
      throw malformed(expected: "a list", found: "header \(header)")
    }
    guard count <= UInt64(remaining) else {
      throw malformed(expected: "at most \(remaining) elements", found: "\(count)")
    }
    return (type, Int(count))
  }
}

/// A struct of `parquet.thrift`.
protocol ThriftStruct {
  /// Reads the fields up to the end of the struct; unknown fields are skipped.
  init(from reader: inout ThriftCompactReader) throws(ParquetError)
  func write(to writer: inout ThriftCompactWriter)
}

extension ThriftStruct {
  /// Reads a top-level struct.
  /// - Parameter offset: the position of the bytes in the file.
  init(decoding bytes: SharedBytes, at offset: Int) throws(ParquetError) {
    self = try bytes.withUnsafeBytes { bytes throws(ParquetError) in
      var reader = ThriftCompactReader(bytes.bytes, baseOffset: offset)
      return try reader.structure(Self.self)
    }
  }
}

/// Checks that a struct has all its required fields.
///
/// Every element of a list then takes at least its required fields' bytes in the file, so that a
/// short list cannot become many large structs in memory.
struct RequiredFields {
  /// One bit per field that has not been read yet.
  private var missing: UInt64 = 0

  /// - Parameter ids: the ids of the fields, each from 1 to 63.
  init(_ ids: Int...) {
    for id in ids { missing |= 1 << UInt64(id) }
  }

  mutating func found(_ field: ThriftCompactReader.Field) {
    if (1...63).contains(field.id) { missing &= ~(1 << UInt64(field.id)) }
  }

  func check(
    _ reader: borrowing ThriftCompactReader, of name: String
  ) throws(ParquetError) {
    guard missing != 0 else { return }
    throw reader.malformed(
      expected: "field \(missing.trailingZeroBitCount) of a \(name)", found: "none")
  }
}
