extension ThriftCompactReader {
  /// Skips the value of an unknown field.
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
      ascend()
    case .list, .set:
      let (element, count) = try listHeader()
      try descend()
      for _ in 0..<count { try skipElement(element) }
      ascend()
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
    ascend()
  }

  /// In a list or a map a flag takes a byte of its own.
  private mutating func skipElement(_ type: ThriftType) throws(ParquetError) {
    switch type {
    case .trueFlag, .falseFlag: _ = try byte()
    default: try skip(type)
    }
  }
}
