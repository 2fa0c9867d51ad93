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
