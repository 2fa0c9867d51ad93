/// The logical and physical type of a column's values.
package enum ColumnType: Sendable, Hashable {
  case boolean
  /// INT32, also for signed and unsigned integers of 8 and 16 bits.
  case int32
  case int64
  case float
  case double
  /// BYTE_ARRAY without a logical type.
  case bytes
  /// BYTE_ARRAY in UTF-8.
  case string
  /// INT32, days since 1970-01-01.
  case date
  /// INT64, time units since 1970-01-01T00:00:00, in UTC unless the writer meant local time.
  case timestamp(TimeUnit)

  /// The unit that Standings writes.
  package static let timestampMicros = ColumnType.timestamp(.micros)

  /// The physical type of the values.
  package var physicalType: PhysicalType {
    switch self {
    case .boolean: .boolean
    case .int32, .date: .int32
    case .int64, .timestamp: .int64
    case .float: .float
    case .double: .double
    case .bytes, .string: .byteArray
    }
  }
}

extension ColumnType {
  /// The type of a leaf; `nil` if this module does not read it.
  ///
  /// A converted type counts if there is no logical type.
  init?(leaf: SchemaElement) {
    guard let physical = leaf.type else { return nil }
    switch (physical, leaf.meaning) {
    case (.boolean, nil): self = .boolean
    case (.int32, nil): self = .int32
    case (.int32, .integer(let bitWidth, let isSigned)) where isSigned || bitWidth < 32:
      self = .int32
    case (.int32, .date): self = .date
    case (.int64, nil), (.int64, .integer(_, isSigned: true)): self = .int64
    case (.int64, .timestamp(_, let unit)): self = .timestamp(unit)
    case (.float, nil): self = .float
    case (.double, nil): self = .double
    case (.byteArray, nil): self = .bytes
    case (.byteArray, .string), (.byteArray, .json), (.byteArray, .enum): self = .string
    default: return nil
    }
  }

  /// The logical type and the converted type of a written column.
  var annotations: (logical: LogicalType?, converted: ConvertedType?) {
    switch self {
    case .string: (.string, .utf8)
    case .date: (.date, .date)
    case .timestamp(.micros):
      (.timestamp(isAdjustedToUTC: true, .micros), .timestampMicros)
    default: (nil, nil)
    }
  }
}

extension SchemaElement {
  /// The logical type, or the equivalent of the converted type.
  var meaning: LogicalType? { logicalType ?? LogicalType(convertedOf: self) }
}

extension LogicalType {
  /// LogicalTypes.md maps each converted type to a logical type.
  fileprivate init?(convertedOf element: SchemaElement) {
    guard let converted = element.convertedType else { return nil }
    switch converted {
    case .utf8: self = .string
    case .map, .mapKeyValue: self = .map
    case .list: self = .list
    case .enum: self = .enum
    case .decimal:
      self = .decimal(scale: element.scale ?? 0, precision: element.precision ?? 0)
    case .json: self = .json
    case .bson: self = .bson
    case .interval: self = .interval
    case .date: self = .date
    case .timeMillis: self = .time(isAdjustedToUTC: true, .millis)
    case .timeMicros: self = .time(isAdjustedToUTC: true, .micros)
    case .timestampMillis: self = .timestamp(isAdjustedToUTC: true, .millis)
    case .timestampMicros: self = .timestamp(isAdjustedToUTC: true, .micros)
    case .int8: self = .integer(bitWidth: 8, isSigned: true)
    case .int16: self = .integer(bitWidth: 16, isSigned: true)
    case .int32: self = .integer(bitWidth: 32, isSigned: true)
    case .int64: self = .integer(bitWidth: 64, isSigned: true)
    case .uint8: self = .integer(bitWidth: 8, isSigned: false)
    case .uint16: self = .integer(bitWidth: 16, isSigned: false)
    case .uint32: self = .integer(bitWidth: 32, isSigned: false)
    case .uint64: self = .integer(bitWidth: 64, isSigned: false)
    default: self = .other(0)
    }
  }
}

extension ColumnType: CustomStringConvertible {
  /// The name that `inspect` shows.
  package var description: String {
    switch self {
    case .boolean: "boolean"
    case .int32: "int32"
    case .int64: "int64"
    case .float: "float"
    case .double: "double"
    case .bytes: "bytes"
    case .string: "string"
    case .date: "date"
    case .timestamp(let unit): "timestamp(\(unit))"
    }
  }
}
