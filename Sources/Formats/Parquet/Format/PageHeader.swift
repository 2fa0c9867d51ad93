/// The header of every page (parquet.thrift, PageHeader). Sizes exclude the header itself.
struct PageHeader {
  var type = PageType.dataPage
  var uncompressedByteCount: Int32 = 0
  var compressedByteCount: Int32 = 0
  /// CRC-32 of the page's bytes in the file.
  var checksum: UInt32?
  var dataPage: DataPageHeader?
  var dictionaryPage: DictionaryPageHeader?
  var dataPageV2: DataPageHeaderV2?
}

extension PageHeader: ThriftStruct {
  init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var required = RequiredFields(1, 2, 3)
    while let field = try reader.nextField() {
      required.found(field)
      switch field.id {
      case 1: type = PageType(rawValue: try reader.int32(field))
      case 2: uncompressedByteCount = try reader.int32(field)
      case 3: compressedByteCount = try reader.int32(field)
      case 4: checksum = UInt32(bitPattern: try reader.int32(field))
      case 5: dataPage = try reader.structure(DataPageHeader.self, field)
      case 7: dictionaryPage = try reader.structure(DictionaryPageHeader.self, field)
      case 8: dataPageV2 = try reader.structure(DataPageHeaderV2.self, field)
      default: try reader.skip(field)
      }
    }
    try required.check(reader, of: "PageHeader")
  }

  func write(to writer: inout ThriftCompactWriter) {
    writer.field(1, type.rawValue)
    writer.field(2, uncompressedByteCount)
    writer.field(3, compressedByteCount)
    if let checksum { writer.field(4, Int32(bitPattern: checksum)) }
    if let dataPage { writer.field(5, dataPage) }
    if let dictionaryPage { writer.field(7, dictionaryPage) }
    if let dataPageV2 { writer.field(8, dataPageV2) }
  }
}

/// parquet.thrift, DataPageHeader.
struct DataPageHeader {
  /// Including nulls.
  var valueCount: Int32 = 0
  var encoding = Encoding.plain
  var definitionLevelEncoding = Encoding.rle
}

extension DataPageHeader: ThriftStruct {
  init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    while let field = try reader.nextField() {
      switch field.id {
      case 1: valueCount = try reader.int32(field)
      case 2: encoding = Encoding(rawValue: try reader.int32(field))
      case 3: definitionLevelEncoding = Encoding(rawValue: try reader.int32(field))
      default: try reader.skip(field)
      }
    }
  }

  func write(to writer: inout ThriftCompactWriter) {
    writer.field(1, valueCount)
    writer.field(2, encoding.rawValue)
    writer.field(3, definitionLevelEncoding.rawValue)
    // Field 4, the encoding of repetition levels, is required although a flat column has none.
    writer.field(4, Encoding.rle.rawValue)
  }
}

/// parquet.thrift, DictionaryPageHeader.
struct DictionaryPageHeader {
  var valueCount: Int32 = 0
  var encoding = Encoding.plain
}

extension DictionaryPageHeader: ThriftStruct {
  init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    while let field = try reader.nextField() {
      switch field.id {
      case 1: valueCount = try reader.int32(field)
      case 2: encoding = Encoding(rawValue: try reader.int32(field))
      default: try reader.skip(field)
      }
    }
  }

  func write(to writer: inout ThriftCompactWriter) {
    writer.field(1, valueCount)
    writer.field(2, encoding.rawValue)
  }
}

/// parquet.thrift, DataPageHeaderV2. Read, but not written.
struct DataPageHeaderV2 {
  /// Including nulls.
  var valueCount: Int32 = 0
  var nullCount: Int32 = 0
  var encoding = Encoding.plain
  var definitionLevelByteCount: Int32 = 0
  var repetitionLevelByteCount: Int32 = 0
  var isCompressed = true
}

extension DataPageHeaderV2: ThriftStruct {
  init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    while let field = try reader.nextField() {
      switch field.id {
      case 1: valueCount = try reader.int32(field)
      case 2: nullCount = try reader.int32(field)
      case 4: encoding = Encoding(rawValue: try reader.int32(field))
      case 5: definitionLevelByteCount = try reader.int32(field)
      case 6: repetitionLevelByteCount = try reader.int32(field)
      case 7: isCompressed = try reader.bool(field)
      default: try reader.skip(field)
      }
    }
  }

  func write(to writer: inout ThriftCompactWriter) {
    writer.field(1, valueCount)
    writer.field(2, nullCount)
    writer.field(3, valueCount)
    writer.field(4, encoding.rawValue)
    writer.field(5, definitionLevelByteCount)
    writer.field(6, repetitionLevelByteCount)
    writer.field(7, isCompressed)
  }
}
