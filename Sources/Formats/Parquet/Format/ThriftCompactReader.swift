/// Reads structs in Thrift's compact protocol from bytes that may be damaged.
///
/// Specification: apache/thrift, doc/specs/thrift-compact-protocol.md. Every error names the byte
/// where it was noticed, counted from the start of the reader's bytes plus `baseOffset`.
struct ThriftCompactReader: VarintReader, ~Escapable {
  /// The max nesting of structs; `parquet.thrift` itself needs seven.
  private static let maxDepth = 24
  /// The max structs per reader, since they take more memory than bytes: those of 50 columns in
  /// 6,000 row groups.
  private static let maxStructureCount = 1 << 20

  private let bytes: RawSpan
  private let baseOffset: Int
  private(set) var position = 0
  var previousField = 0
  private(set) var depth = 0
  private var structureCount = 0

  @_lifetime(copy bytes)
  init(_ bytes: RawSpan, baseOffset: Int = 0) {
    self.bytes = bytes
    self.baseOffset = baseOffset
  }

  struct Field {
    let id: Int
    let type: ThriftType
  }

  /// The next field's header, or `nil` at the end of the struct.
  mutating func nextField() throws(ParquetError) -> Field? {
    let header = try byte()
    if header == 0 { return nil }
    let delta = Int(header >> 4)
    let id = delta == 0 ? Int(truncatingIfNeeded: try zigzag()) : previousField + delta
    guard let type = ThriftType(rawValue: header & 0x0F), Int16(exactly: id) != nil else {
      throw malformed(expected: "a field", found: "header \(header) with id \(id)")
    }
    previousField = id
    return Field(id: id, type: type)
  }

  // MARK: Values

  mutating func bool(_ field: Field) throws(ParquetError) -> Bool {
    switch field.type {
    case .trueFlag: return true
    case .falseFlag: return false
    default: throw wrongType(field, expected: "a flag")
    }
  }

  mutating func int8(_ field: Field) throws(ParquetError) -> Int8 {
    guard field.type == .int8 else { throw wrongType(field, expected: "an i8") }
    return Int8(bitPattern: try byte())
  }

  mutating func int16(_ field: Field) throws(ParquetError) -> Int16 {
    guard field.type == .int16 else { throw wrongType(field, expected: "an i16") }
    return try narrowed()
  }

  mutating func int32(_ field: Field) throws(ParquetError) -> Int32 {
    guard field.type == .int32 else { throw wrongType(field, expected: "an i32") }
    return try narrowed()
  }

  mutating func int64(_ field: Field) throws(ParquetError) -> Int64 {
    guard field.type == .int64 else { throw wrongType(field, expected: "an i64") }
    return try zigzag()
  }

  mutating func binary(_ field: Field) throws(ParquetError) -> [UInt8] {
    guard field.type == .binary else { throw wrongType(field, expected: "a binary") }
    return try binary()
  }

  mutating func string(_ field: Field) throws(ParquetError) -> String {
    String(decoding: try binary(field), as: UTF8.self)
  }

  mutating func structure<Value: ThriftStruct>(
    _ type: Value.Type, _ field: Field
  ) throws(ParquetError) -> Value {
    guard field.type == .structure else { throw wrongType(field, expected: "a struct") }
    return try structure(type)
  }

  /// A top-level struct, such as a page header or the footer.
  mutating func structure<Value: ThriftStruct>(
    _ type: Value.Type
  ) throws(ParquetError) -> Value {
    let outer = previousField
    try descend()
    structureCount += 1
    guard structureCount <= Self.maxStructureCount else {
      throw beyondLimit(
        expected: "at most \(Self.maxStructureCount) structs", found: structureCount)
    }
    previousField = 0
    let value = try Value(from: &self)
    previousField = outer
    depth -= 1
    return value
  }

  // MARK: Details

  var remaining: Int { bytes.byteCount - position }

  mutating func binary() throws(ParquetError) -> [UInt8] {
    let count = try binaryCount()
    let start = position
    try advance(by: count)
    return bytes.extracting(start..<(start + count)).withUnsafeBytes { Array($0) }
  }

  mutating func binaryCount() throws(ParquetError) -> Int {
    let count = try varint()
    guard count <= UInt64(remaining) else {
      throw malformed(expected: "at most \(remaining) bytes", found: "\(count)")
    }
    return Int(count)
  }

  mutating func narrowed<Value: FixedWidthInteger>() throws(ParquetError) -> Value {
    let wide = try zigzag()
    guard let value = Value(exactly: wide) else {
      throw malformed(expected: "a number of \(Value.bitWidth) bits", found: "\(wide)")
    }
    return value
  }

  mutating func byte() throws(ParquetError) -> UInt8 {
    guard remaining > 0 else { throw truncated() }
    defer { position += 1 }
    return bytes.unsafeLoad(fromByteOffset: position, as: UInt8.self)
  }

  mutating func advance(by count: Int) throws(ParquetError) {
    guard count <= remaining else { throw truncated() }
    position += count
  }

  mutating func descend() throws(ParquetError) {
    depth += 1
    guard depth <= Self.maxDepth else {
      throw malformed(expected: "at most \(Self.maxDepth) levels", found: "more")
    }
  }

  mutating func ascend() { depth -= 1 }

  func wrongType(_ field: Field, expected: String) -> ParquetError {
    malformed(expected: "\(expected) in field \(field.id)", found: "\(field.type)")
  }

  func beyondLimit(expected: String, found: Int) -> ParquetError {
    ParquetError(
      .limit, expected: expected, found: "\(found)",
      at: .init(byteOffset: baseOffset + position))
  }

  private func truncated() -> ParquetError {
    ParquetError(
      .truncated, expected: "more bytes of metadata", found: "their end",
      at: .init(byteOffset: baseOffset + position))
  }

  func malformed(expected: String, found: String) -> ParquetError {
    ParquetError(
      .malformed, expected: expected, found: found, at: .init(byteOffset: baseOffset + position))
  }
}
