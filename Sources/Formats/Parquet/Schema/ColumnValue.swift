/// A value of a column: a constant to write, or a bound that was read.
package enum ColumnValue: Sendable, Hashable {
  case boolean(Bool)
  case int32(Int32)
  case int64(Int64)
  case float(Float)
  case double(Double)
  /// Including strings, as UTF-8.
  case bytes([UInt8])

  /// The UTF-8 bytes of a text.
  package static func string(_ text: String) -> ColumnValue { .bytes(Array(text.utf8)) }
}

extension ColumnValue {
  /// The physical type of such values.
  package var physicalType: PhysicalType {
    switch self {
    case .boolean: .boolean
    case .int32: .int32
    case .int64: .int64
    case .float: .float
    case .double: .double
    case .bytes: .byteArray
    }
  }

  /// The value in PLAIN encoding, a byte array without its length, as bounds are written.
  var plainBytes: [UInt8] {
    switch self {
    case .boolean(let flag): [flag ? 1 : 0]
    case .int32(let number): littleEndianBytes(number)
    case .int64(let number): littleEndianBytes(number)
    case .float(let number): littleEndianBytes(number.bitPattern)
    case .double(let number): littleEndianBytes(number.bitPattern)
    case .bytes(let bytes): bytes
    }
  }

  /// Reads the form of `plainBytes`; `nil` if the size does not fit the type.
  init?(plainBytes bytes: [UInt8], of type: PhysicalType) {
    switch type {
    case .boolean where bytes.count == 1: self = .boolean(bytes[0] != 0)
    case .int32 where bytes.count == 4: self = .int32(Int32(littleEndianBytes: bytes))
    case .int64 where bytes.count == 8: self = .int64(Int64(littleEndianBytes: bytes))
    case .float where bytes.count == 4:
      self = .float(Float(bitPattern: UInt32(littleEndianBytes: bytes)))
    case .double where bytes.count == 8:
      self = .double(Double(bitPattern: UInt64(littleEndianBytes: bytes)))
    case .byteArray, .fixedLengthByteArray: self = .bytes(bytes)
    default: return nil
    }
  }
}

private func littleEndianBytes(_ number: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: number.littleEndian) { Array($0) }
}

extension FixedWidthInteger {
  /// - Precondition: the size is that of the type.
  fileprivate init(littleEndianBytes bytes: [UInt8]) {
    self = bytes.reversed().reduce(into: 0) { $0 = $0 << 8 | Self($1) }
  }
}

extension ColumnValue: Comparable {
  /// The order of the type's bounds: numbers by value, byte arrays unsigned bytewise. The order of
  /// values of different types has no meaning.
  package static func < (left: ColumnValue, right: ColumnValue) -> Bool {
    switch (left, right) {
    case (.boolean(let left), .boolean(let right)): !left && right
    case (.int32(let left), .int32(let right)): left < right
    case (.int64(let left), .int64(let right)): left < right
    case (.float(let left), .float(let right)): left < right
    case (.double(let left), .double(let right)): left < right
    case (.bytes(let left), .bytes(let right)): left.lexicographicallyPrecedes(right)
    default: false
    }
  }
}
