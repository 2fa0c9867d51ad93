/// The meaning of a physical type (parquet.thrift, LogicalType, a union).
package enum LogicalType: Sendable, Hashable {
  case string
  case map
  case list
  case `enum`
  /// A whole number times 10 to the power of minus `scale`.
  case decimal(scale: Int32, precision: Int32)
  case date
  case time(isAdjustedToUTC: Bool, TimeUnit)
  case timestamp(isAdjustedToUTC: Bool, TimeUnit)
  /// Only as a converted type: months, days and milliseconds.
  case interval
  case integer(bitWidth: Int8, isSigned: Bool)
  /// A column that contains only nulls.
  case null
  case json
  case bson
  case uuid
  case float16
  /// Any other type, with its number in the union.
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
      case 5: value = try reader.structure(DecimalType.self, field).logicalType
      case 7:
        let type = try reader.structure(TimeType.self, field)
        value = type.unit.map { .time(isAdjustedToUTC: type.isAdjustedToUTC, $0) } ?? .other(7)
      case 8:
        let type = try reader.structure(TimeType.self, field)
        value =
          type.unit.map { .timestamp(isAdjustedToUTC: type.isAdjustedToUTC, $0) } ?? .other(8)
      case 10: value = try reader.structure(IntegerType.self, field).logicalType
      default:
        value = Self.plain[field.id] ?? .other(field.id)
        try reader.skip(field)
      }
    }
    guard let value else { throw reader.malformed(expected: "a logical type", found: "none") }
    self = value
  }

  /// Types without members, by their numbers in the union.
  private static let plain: [Int: LogicalType] = [
    1: .string, 2: .map, 3: .list, 4: .enum, 6: .date, 11: .null, 12: .json, 13: .bson, 14: .uuid,
    15: .float16,
  ]

  func write(to writer: inout ThriftCompactWriter) {
    switch self {
    case .decimal(let scale, let precision):
      writer.field(5, DecimalType(scale: scale, precision: precision))
    case .time(let isAdjustedToUTC, let unit):
      writer.field(7, TimeType(isAdjustedToUTC: isAdjustedToUTC, unit: unit))
    case .timestamp(let isAdjustedToUTC, let unit):
      writer.field(8, TimeType(isAdjustedToUTC: isAdjustedToUTC, unit: unit))
    case .integer(let bitWidth, let isSigned):
      writer.field(10, IntegerType(bitWidth: bitWidth, isSigned: isSigned))
    case .other(let id): writer.field(id, EmptyStruct())
    default:
      if let id = Self.plain.first(where: { $0.value == self })?.key {
        writer.field(id, EmptyStruct())
      }
    }
  }
}

extension LogicalType: CustomStringConvertible {
  /// The name that `inspect` shows.
  package var description: String {
    switch self {
    case .string: "string"
    case .map: "map"
    case .list: "list"
    case .enum: "enum"
    case .decimal(let scale, let precision): "decimal(\(precision), \(scale))"
    case .date: "date"
    case .time(let isAdjustedToUTC, let unit):
      isAdjustedToUTC ? "time(\(unit))" : "time(\(unit), local)"
    case .timestamp(let isAdjustedToUTC, let unit):
      isAdjustedToUTC ? "timestamp(\(unit))" : "timestamp(\(unit), local)"
    case .interval: "interval"
    case .integer(let bitWidth, let isSigned): "\(isSigned ? "" : "u")int\(bitWidth)"
    case .null: "null"
    case .json: "json"
    case .bson: "bson"
    case .uuid: "uuid"
    case .float16: "float16"
    case .other(let id): "logical type \(id)"
    }
  }
}
