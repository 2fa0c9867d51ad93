/// What is known about a chunk's or a page's values (parquet.thrift, Statistics).
///
/// Bounds are in PLAIN encoding, byte arrays without their length. The deprecated fields 1 and 2
/// are neither read nor written: their order was never defined for byte arrays.
struct Statistics: Equatable {
  var nullCount: Int64?
  var minimum: [UInt8]?
  var maximum: [UInt8]?
  var isMinimumExact: Bool?
  var isMaximumExact: Bool?
}

extension Statistics: ThriftStruct {
  init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    while let field = try reader.nextField() {
      switch field.id {
      case 3: nullCount = try reader.int64(field)
      case 5: maximum = try reader.binary(field)
      case 6: minimum = try reader.binary(field)
      case 7: isMaximumExact = try reader.bool(field)
      case 8: isMinimumExact = try reader.bool(field)
      default: try reader.skip(field)
      }
    }
  }

  func write(to writer: inout ThriftCompactWriter) {
    if let nullCount { writer.field(3, nullCount) }
    if let maximum { writer.field(5, maximum) }
    if let minimum { writer.field(6, minimum) }
    if let isMaximumExact { writer.field(7, isMaximumExact) }
    if let isMinimumExact { writer.field(8, isMinimumExact) }
  }
}
