/// What a physical type stands for (parquet.thrift, LogicalType, a union).
enum LogicalType: Equatable {
  case string
  case date
  case timestamp(isAdjustedToUTC: Bool, TimeUnit)
  case integer(bitWidth: Int8, isSigned: Bool)
  case json
  case `enum`
  /// Any other, with its number in the union.
  case other(Int)
}

/// parquet.thrift, TimeUnit.
package enum TimeUnit: Int, Sendable, Hashable {
  case millis = 1
  case micros, nanos
}

extension LogicalType: ThriftStruct {
  init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var value: LogicalType?
    while let field = try reader.nextField() {
      switch field.id {
      case 1: value = .string
      case 4: value = .enum
      case 6: value = .date
      case 8: value = try reader.structure(TimestampType.self, field).logicalType
      case 10: value = try reader.structure(IntegerType.self, field).logicalType
      case 12: value = .json
      default: value = .other(field.id)
      }
      if field.id != 8, field.id != 10 { try reader.skip(field) }
    }
    guard let value else { throw reader.malformed(expected: "a logical type", found: "none") }
    self = value
  }

  func write(to writer: inout ThriftCompactWriter) {
    switch self {
    case .string: writer.field(1, EmptyStruct())
    case .enum: writer.field(4, EmptyStruct())
    case .date: writer.field(6, EmptyStruct())
    case .timestamp(let isAdjustedToUTC, let unit):
      writer.field(8, TimestampType(isAdjustedToUTC: isAdjustedToUTC, unit: unit))
    case .integer(let bitWidth, let isSigned):
      writer.field(10, IntegerType(bitWidth: bitWidth, isSigned: isSigned))
    case .json: writer.field(12, EmptyStruct())
    case .other(let id): writer.field(id, EmptyStruct())
    }
  }
}

/// A member of a union that says all by being there.
struct EmptyStruct: ThriftStruct {
  init() {}

  init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    while let field = try reader.nextField() { try reader.skip(field) }
  }

  func write(to writer: inout ThriftCompactWriter) {}
}

private struct TimestampType: ThriftStruct {
  var isAdjustedToUTC = true
  /// Nil for a unit that this version does not know.
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

  var logicalType: LogicalType {
    if let unit { .timestamp(isAdjustedToUTC: isAdjustedToUTC, unit) } else { .other(8) }
  }

  func write(to writer: inout ThriftCompactWriter) {
    writer.field(1, isAdjustedToUTC)
    writer.field(2, TimeUnitUnion(unit: unit))
  }
}

private struct TimeUnitUnion: ThriftStruct {
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

private struct IntegerType: ThriftStruct {
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
