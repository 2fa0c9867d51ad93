import Bytes

/// Reads structs in Thrift's compact protocol from bytes that may be damaged.
///
/// Specification: apache/thrift, doc/specs/thrift-compact-protocol.md. Every error names the byte
/// where it was noticed, counted from the start of the reader's bytes plus `baseOffset`.
struct ThriftCompactReader: ~Escapable {
  /// How deep structs may lie within each other; `parquet.thrift` itself needs seven.
  private static let greatestDepth = 24

  private let bytes: RawSpan
  private let baseOffset: Int
  private(set) var position = 0
  private var previousField = 0
  private var depth = 0

  @_lifetime(copy bytes)
  init(_ bytes: RawSpan, baseOffset: Int = 0) {
    self.bytes = bytes
    self.baseOffset = baseOffset
  }

  struct Field {
    let id: Int
    let type: ThriftType
  }

  /// The next field's header, or nil at the end of the struct.
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

  /// A struct that stands by itself, such as a page header or the footer.
  mutating func structure<Value: ThriftStruct>(
    _ type: Value.Type
  ) throws(ParquetError) -> Value {
    let outer = previousField
    try descend()
    previousField = 0
    let value = try Value(from: &self)
    previousField = outer
    depth -= 1
    return value
  }

  // MARK: Lists

  mutating func structures<Value: ThriftStruct>(
    _ type: Value.Type, _ field: Field
  ) throws(ParquetError) -> [Value] {
    var elements: [Value] = []
    for _ in 0..<(try listCount(field, of: [.structure])) { elements.append(try structure(type)) }
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

  // MARK: Fields nobody asked for

  mutating func skip(_ field: Field) throws(ParquetError) {
    try skip(field.type)
  }

  private mutating func skip(_ type: ThriftType) throws(ParquetError) {
    switch type {
    case .trueFlag, .falseFlag: return
    case .int8: _ = try byte()
    case .int16, .int32, .int64: _ = try varint()
    case .double: try advance(by: 8)
    case .binary: try advance(by: try binaryCount())
    case .structure:
      try descend()
      let outer = previousField
      previousField = 0
      while let field = try nextField() { try skip(field.type) }
      previousField = outer
      depth -= 1
    case .list, .set:
      let (element, count) = try listHeader()
      try descend()
      for _ in 0..<count { try skipElement(element) }
      depth -= 1
    case .map: try skipMap()
    }
  }

  private mutating func skipMap() throws(ParquetError) {
    let count = try varint()
    guard count > 0 else { return }
    let types = try byte()
    guard let key = ThriftType(rawValue: types >> 4),
      let value = ThriftType(rawValue: types & 0x0F), count <= UInt64(remaining)
    else { throw malformed(expected: "a map", found: "\(count) elements of types \(types)") }
    try descend()
    for _ in 0..<count {
      try skipElement(key)
      try skipElement(value)
    }
    depth -= 1
  }

  /// Within a list or a map a flag takes a byte of its own.
  private mutating func skipElement(_ type: ThriftType) throws(ParquetError) {
    switch type {
    case .trueFlag, .falseFlag: _ = try byte()
    default: try skip(type)
    }
  }

  // MARK: Details

  private var remaining: Int { bytes.byteCount - position }

  private mutating func listCount(
    _ field: Field, of types: [ThriftType]
  ) throws(ParquetError) -> Int {
    guard field.type == .list else { throw wrongType(field, expected: "a list") }
    let (type, count) = try listHeader()
    guard count == 0 || types.contains(type) else {
      throw malformed(expected: "a list of \(types[0])", found: "a list of \(type)")
    }
    return count
  }

  /// A count beyond the bytes that are left is refused here: every element takes at least one.
  private mutating func listHeader() throws(ParquetError) -> (ThriftType, Int) {
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

  private mutating func binary() throws(ParquetError) -> [UInt8] {
    let count = try binaryCount()
    let start = position
    try advance(by: count)
    return bytes.extracting(start..<(start + count)).withUnsafeBytes { Array($0) }
  }

  private mutating func binaryCount() throws(ParquetError) -> Int {
    let count = try varint()
    guard count <= UInt64(remaining) else {
      throw malformed(expected: "at most \(remaining) bytes", found: "\(count)")
    }
    return Int(count)
  }

  private mutating func narrowed<Value: FixedWidthInteger>() throws(ParquetError) -> Value {
    let wide = try zigzag()
    guard let value = Value(exactly: wide) else {
      throw malformed(expected: "a number of \(Value.bitWidth) bits", found: "\(wide)")
    }
    return value
  }

  private mutating func zigzag() throws(ParquetError) -> Int64 {
    let value = try varint()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  private mutating func varint() throws(ParquetError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      let byte = try byte()
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw malformed(expected: "a varint", found: "more than ten bytes")
  }

  private mutating func byte() throws(ParquetError) -> UInt8 {
    guard remaining > 0 else { throw truncated() }
    defer { position += 1 }
    return bytes.unsafeLoad(fromByteOffset: position, as: UInt8.self)
  }

  private mutating func advance(by count: Int) throws(ParquetError) {
    guard count <= remaining else { throw truncated() }
    position += count
  }

  private mutating func descend() throws(ParquetError) {
    depth += 1
    guard depth <= Self.greatestDepth else {
      throw malformed(expected: "at most \(Self.greatestDepth) levels", found: "more")
    }
  }

  private func wrongType(_ field: Field, expected: String) -> ParquetError {
    malformed(expected: "\(expected) in field \(field.id)", found: "\(field.type)")
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

extension ThriftStruct {
  /// Reads a struct that stands by itself.
  /// - Parameter offset: Where the bytes stand in the file.
  init(decoding bytes: SharedBytes, at offset: Int) throws(ParquetError) {
    self = try bytes.withUnsafeBytes { bytes throws(ParquetError) in
      var reader = ThriftCompactReader(bytes.bytes, baseOffset: offset)
      return try reader.structure(Self.self)
    }
  }
}
