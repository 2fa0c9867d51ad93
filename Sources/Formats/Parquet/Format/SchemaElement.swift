/// A node of the schema tree, which is written depth first (parquet.thrift, SchemaElement).
struct SchemaElement {
  var name = ""
  /// `nil` for a group.
  var type: PhysicalType?
  /// The length of a FIXED_LEN_BYTE_ARRAY value.
  var typeByteCount: Int32?
  /// `nil` for the root.
  var repetition: Repetition?
  /// The number of children; `nil` for a leaf.
  var childCount: Int32?
  var convertedType: ConvertedType?
  /// For a decimal as a converted type; a logical type has its own.
  var scale: Int32?
  var precision: Int32?
  var logicalType: LogicalType?
}

extension SchemaElement: ThriftStruct {
  init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var required = RequiredFields(4)
    while let field = try reader.nextField() {
      required.found(field)
      switch field.id {
      case 1: type = PhysicalType(rawValue: try reader.int32(field))
      case 2: typeByteCount = try reader.int32(field)
      case 3: repetition = Repetition(rawValue: try reader.int32(field))
      case 4: name = try reader.string(field)
      case 5: childCount = try reader.int32(field)
      case 6: convertedType = ConvertedType(rawValue: try reader.int32(field))
      case 7: scale = try reader.int32(field)
      case 8: precision = try reader.int32(field)
      case 10: logicalType = try reader.structure(LogicalType.self, field)
      default: try reader.skip(field)
      }
    }
    try required.check(reader, of: "SchemaElement")
  }

  func write(to writer: inout ThriftCompactWriter) {
    if let type { writer.field(1, type.rawValue) }
    if let typeByteCount { writer.field(2, typeByteCount) }
    if let repetition { writer.field(3, repetition.rawValue) }
    writer.field(4, name.utf8)
    if let childCount { writer.field(5, childCount) }
    if let convertedType { writer.field(6, convertedType.rawValue) }
    if let scale { writer.field(7, scale) }
    if let precision { writer.field(8, precision) }
    if let logicalType { writer.field(10, logicalType) }
  }
}
