/// The footer (parquet.thrift, FileMetaData).
struct FileMetaData {
  /// Every reader accepts this version; it says nothing about data page versions.
  static let writtenVersion: Int32 = 1
  /// Far more than any table has: each element takes more memory than bytes in the file.
  private static let maxSchemaCount = 1 << 16
  private static let maxRowGroupCount = 1 << 17
  private static let maxKeyValueCount = 1 << 16

  var schema: [SchemaElement] = []
  var rowCount: Int64 = 0
  var rowGroups: [RowGroup] = []
  var keyValues: [KeyValue] = []
  var createdBy: String?
  /// Whether every column's bounds are in the order of its type; otherwise bounds must not be used.
  var hasTypeDefinedOrders = false
}

extension FileMetaData: ThriftStruct {
  init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var required = RequiredFields(2, 3, 4)
    while let field = try reader.nextField() {
      required.found(field)
      switch field.id {
      case 2: schema = try reader.structures(SchemaElement.self, field, atMost: Self.maxSchemaCount)
      case 3: rowCount = try reader.int64(field)
      case 4: rowGroups = try reader.structures(RowGroup.self, field, atMost: Self.maxRowGroupCount)
      case 5: keyValues = try reader.structures(KeyValue.self, field, atMost: Self.maxKeyValueCount)
      case 6: createdBy = try reader.string(field)
      case 7:
        let orders = try reader.structures(ColumnOrder.self, field)
        hasTypeDefinedOrders = orders.allSatisfy(\.isTypeDefined)
      default: try reader.skip(field)
      }
    }
    try required.check(reader, of: "FileMetaData")
  }

  func write(to writer: inout ThriftCompactWriter) {
    writer.field(1, Self.writtenVersion)
    writer.field(2, schema)
    writer.field(3, rowCount)
    writer.field(4, rowGroups)
    if !keyValues.isEmpty { writer.field(5, keyValues) }
    if let createdBy { writer.field(6, createdBy.utf8) }
    if hasTypeDefinedOrders {
      let leafCount = schema.count { $0.type != nil }
      writer.field(7, [ColumnOrder](repeating: ColumnOrder(isTypeDefined: true), count: leafCount))
    }
  }
}

/// parquet.thrift, KeyValue.
struct KeyValue: Equatable {
  var key = ""
  var value: String?
}

extension KeyValue: ThriftStruct {
  init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var required = RequiredFields(1)
    while let field = try reader.nextField() {
      required.found(field)
      switch field.id {
      case 1: key = try reader.string(field)
      case 2: value = try reader.string(field)
      default: try reader.skip(field)
      }
    }
    try required.check(reader, of: "KeyValue")
  }

  func write(to writer: inout ThriftCompactWriter) {
    writer.field(1, key.utf8)
    if let value { writer.field(2, value.utf8) }
  }
}

/// parquet.thrift, ColumnOrder, a union.
struct ColumnOrder: ThriftStruct {
  var isTypeDefined = false

  init(isTypeDefined: Bool) { self.isTypeDefined = isTypeDefined }

  init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    while let field = try reader.nextField() {
      if field.id == 1 { isTypeDefined = true }
      try reader.skip(field)
    }
  }

  func write(to writer: inout ThriftCompactWriter) {
    if isTypeDefined { writer.field(1, EmptyStruct()) }
  }
}

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
