import Parquet

/// The min or max of a column chunk, for people and for comparing.
struct ColumnBound: Comparable {
  let text: String
  private let order: Order

  private enum Order: Equatable {
    case signed(Int64)
    case unsigned(UInt64)
    case real(Double)
    case bytes([UInt8])
  }

  /// - Returns: `nil` for values without an order.
  init?(_ value: ColumnValue, _ type: LogicalType?) {
    switch value {
    case .boolean(let flag): self.init("\(flag)", .unsigned(flag ? 1 : 0))
    case .int32(let number):
      self.init(Int64(number), UInt64(UInt32(bitPattern: number)), type)
    case .int64(let number): self.init(number, UInt64(bitPattern: number), type)
    case .float(let number): self.init("\(number)", .real(Double(number)))
    case .double(let number): self.init("\(number)", .real(number))
    case .bytes(let bytes): self.init(bytes, type)
    }
  }

  private init(_ text: String, _ order: Order) {
    self.text = text
    self.order = order
  }

  private init(_ number: Int64, _ bits: UInt64, _ type: LogicalType?) {
    switch type {
    case .integer(_, isSigned: false): self.init("\(bits)", .unsigned(bits))
    case .decimal(let scale, _):
      self.init(DecimalText(number, scale: scale).description, .signed(number))
    case .date: self.init(TimeText.date(number) ?? "\(number)", .signed(number))
    case .time(_, let unit):
      self.init(TimeText.time(number, unit) ?? "\(number)", .signed(number))
    case .timestamp(let isAdjustedToUTC, let unit):
      let text = TimeText.timestamp(number, unit, isUTC: isAdjustedToUTC)
      self.init(text ?? "\(number)", .signed(number))
    default: self.init("\(number)", .signed(number))
    }
  }

  private init?(_ bytes: [UInt8], _ type: LogicalType?) {
    switch type {
    case .interval: return nil
    case .decimal(let scale, _) where DecimalText.isReadable(bytes):
      let decimal = DecimalText(bytes, scale: scale)
      self.init(decimal.description, .bytes(decimal.ordered))
    case .float16 where bytes.count == 2:
      let number = Self.float16(UInt16(bytes[1]) << 8 | UInt16(bytes[0]))
      self.init("\(number)", .real(Double(number)))
    case .uuid where bytes.count == 16:
      let digits = [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { Self.hex(bytes[$0]) }
      self.init(digits.joined(separator: "-"), .bytes(bytes))
    case .string, .json, .enum: self.init(String(decoding: bytes, as: UTF8.self), .bytes(bytes))
    default:
      let text = String(validating: bytes, as: UTF8.self)
      self.init(text ?? "0x" + Self.hex(bytes[...]), .bytes(bytes))
    }
  }

  static func < (left: ColumnBound, right: ColumnBound) -> Bool {
    switch (left.order, right.order) {
    case (.signed(let left), .signed(let right)): left < right
    case (.unsigned(let left), .unsigned(let right)): left < right
    case (.real(let left), .real(let right)): left < right
    case (.bytes(let left), .bytes(let right)): left.lexicographicallyPrecedes(right)
    // The bounds of one column all have one type.
    default: false
    }
  }

  private static func hex(_ bytes: ArraySlice<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// IEEE 754 binary16; Swift's own type does not exist on every machine.
  private static func float16(_ bits: UInt16) -> Float {
    let (exponent, fraction) = (Int(bits >> 10 & 31), Float(bits & 1023) / 1024)
    let magnitude: Float =
      switch exponent {
      case 0: Float(sign: .plus, exponent: -14, significand: fraction)
      case 31: fraction == 0 ? .infinity : .nan
      default: Float(sign: .plus, exponent: exponent - 15, significand: 1 + fraction)
      }
    return bits >> 15 == 1 ? -magnitude : magnitude
  }
}
