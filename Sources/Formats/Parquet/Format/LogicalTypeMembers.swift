// The members of the union LogicalType (parquet.thrift).

/// A union member without fields.
struct EmptyStruct: ThriftStruct {
  init() {}

  init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    while let field = try reader.nextField() { try reader.skip(field) }
  }

  func write(to writer: inout ThriftCompactWriter) {}
}

/// parquet.thrift, DecimalType.
struct DecimalType: ThriftStruct {
  var scale: Int32 = 0
  var precision: Int32 = 0

  init(scale: Int32, precision: Int32) {
    self.scale = scale
    self.precision = precision
  }

  init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    while let field = try reader.nextField() {
      switch field.id {
      case 1: scale = try reader.int32(field)
      case 2: precision = try reader.int32(field)
      default: try reader.skip(field)
      }
    }
  }

  var logicalType: LogicalType { .decimal(scale: scale, precision: precision) }

  func write(to writer: inout ThriftCompactWriter) {
    writer.field(1, scale)
    writer.field(2, precision)
  }
}

/// parquet.thrift, TimeType and TimestampType, which have the same fields.
struct TimeType: ThriftStruct {
  var isAdjustedToUTC = true
  /// `nil` for a unit that this version does not know.
  var unit: TimeUnit?

  init(isAdjustedToUTC: Bool, unit: TimeUnit) {
    self.isAdjustedToUTC = isAdjustedToUTC
    self.unit = unit
  }

  init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    while let field = try reader.nextField() {
      switch field.id {
      case 1: isAdjustedToUTC = try reader.bool(field)
      case 2: unit = try reader.structure(TimeUnitUnion.self, field).unit
      default: try reader.skip(field)
      }
    }
  }

  func write(to writer: inout ThriftCompactWriter) {
    writer.field(1, isAdjustedToUTC)
    writer.field(2, TimeUnitUnion(unit: unit))
  }
}

/// parquet.thrift, TimeUnit, a union.
struct TimeUnitUnion: ThriftStruct {
  var unit: TimeUnit?

  init(unit: TimeUnit?) { self.unit = unit }

  init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    while let field = try reader.nextField() {
      unit = TimeUnit(rawValue: field.id)
      try reader.skip(field)
    }
  }

  func write(to writer: inout ThriftCompactWriter) {
    if let unit { writer.field(unit.rawValue, EmptyStruct()) }
  }
}

/// parquet.thrift, IntType.
struct IntegerType: ThriftStruct {
  var bitWidth: Int8 = 0
  var isSigned = true

  init(bitWidth: Int8, isSigned: Bool) {
    self.bitWidth = bitWidth
    self.isSigned = isSigned
  }

  init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    while let field = try reader.nextField() {
      switch field.id {
      case 1: bitWidth = try reader.int8(field)
      case 2: isSigned = try reader.bool(field)
      default: try reader.skip(field)
      }
    }
  }

  var logicalType: LogicalType { .integer(bitWidth: bitWidth, isSigned: isSigned) }

  func write(to writer: inout ThriftCompactWriter) {
    writer.field(1, bitWidth)
    writer.field(2, isSigned)
  }
}
