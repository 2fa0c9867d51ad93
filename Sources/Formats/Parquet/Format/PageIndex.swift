/// The bounds of a chunk's data pages (parquet.thrift, ColumnIndex; parquet-format, PageIndex.md).
struct ColumnIndex {
  /// Whether a page contains only nulls; its bounds are then empty.
  var nullPages: [Bool] = []
  /// In PLAIN encoding, byte arrays without their length.
  var minimums: [[UInt8]] = []
  var maximums: [[UInt8]] = []
  var boundaryOrder = BoundaryOrder.unordered
  /// Optional in the format; `nil` if absent.
  var nullCounts: [Int64]?
}

extension ColumnIndex: ThriftStruct {
  init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    while let field = try reader.nextField() {
      switch field.id {
      case 1: nullPages = try reader.bools(field)
      case 2: minimums = try reader.binaries(field)
      case 3: maximums = try reader.binaries(field)
      case 4: boundaryOrder = BoundaryOrder(rawValue: try reader.int32(field)) ?? .unordered
      case 5: nullCounts = try reader.int64s(field)
      default: try reader.skip(field)
      }
    }
  }

  func write(to writer: inout ThriftCompactWriter) {
    writer.field(1, nullPages)
    writer.field(2, minimums)
    writer.field(3, maximums)
    writer.field(4, boundaryOrder.rawValue)
    if let nullCounts { writer.field(5, nullCounts) }
  }
}

/// The positions of a chunk's data pages (parquet.thrift, OffsetIndex).
struct OffsetIndex {
  var locations: [PageLocation] = []
}

extension OffsetIndex: ThriftStruct {
  init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    while let field = try reader.nextField() {
      switch field.id {
      case 1: locations = try reader.structures(PageLocation.self, field)
      default: try reader.skip(field)
      }
    }
  }

  func write(to writer: inout ThriftCompactWriter) {
    writer.field(1, locations)
  }
}

/// parquet.thrift, PageLocation.
struct PageLocation: Equatable {
  /// The position of the page's header in the file.
  var offset: Int64 = 0
  /// Including the header.
  var byteCount: Int32 = 0
  /// Relative to the row group.
  var firstRow: Int64 = 0
}

extension PageLocation: ThriftStruct {
  init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var required = RequiredFields(1, 2, 3)
    while let field = try reader.nextField() {
      required.found(field)
      switch field.id {
      case 1: offset = try reader.int64(field)
      case 2: byteCount = try reader.int32(field)
      case 3: firstRow = try reader.int64(field)
      default: try reader.skip(field)
      }
    }
    try required.check(reader, of: "PageLocation")
  }

  func write(to writer: inout ThriftCompactWriter) {
    writer.field(1, offset)
    writer.field(2, byteCount)
    writer.field(3, firstRow)
  }
}
