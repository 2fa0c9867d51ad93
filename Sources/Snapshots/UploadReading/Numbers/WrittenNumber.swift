/// A number as written: its digits, and what its separators can mean.
///
/// It may have a sign, digits in one run or in groups of three, decimals, and a power of ten:
/// `3355758150`, `3,355,758,150`, `3.355.758.150`, `3 355 758 150`, `3'355'758'150`, `32040216.0`,
/// `1.36E+08`. Groups of another size (`1,23,456`, also as in India) are rejected, since a lost
/// digit looks the same.
struct WrittenNumber: Equatable {
  /// What a number reveals about `.` and `,` in its file.
  struct Signs: OptionSet {
    let rawValue: UInt8
    static let pointGroups = Signs(rawValue: 1)
    static let pointDecimals = Signs(rawValue: 2)
    static let commaGroups = Signs(rawValue: 4)
    static let commaDecimals = Signs(rawValue: 8)
    /// One point before the last three digits, which is ambiguous.
    static let lonePoint = Signs(rawValue: 16)
    static let loneComma = Signs(rawValue: 32)
    static let scientific = Signs(rawValue: 64)
  }

  var isNegative = false
  var digits = DecimalDigits()
  /// The power of ten of the digits; a lone separator counts as groups.
  var exponent = 0
  var signs: Signs = []

  /// The number as a whole one.
  /// - Parameter loneIsDecimal: whether a lone separator is the decimal point.
  func whole(loneIsDecimal: Bool) -> Result<Int64, WholeNumberError> {
    let isLone = !signs.isDisjoint(with: [.lonePoint, .loneComma])
    let shift = isLone && loneIsDecimal ? exponent - 3 : exponent
    return digits.whole(shiftedBy: shift).map { isNegative ? -$0 : $0 }
  }
}

/// Why a number is not a valid whole number.
enum WholeNumberError: Error {
  case fraction, tooLarge
}

/// A number of decimal digits, read from left to right and kept as exactly as necessary.
struct DecimalDigits: Equatable {
  /// The max value: beyond it, a double does not hold every whole number.
  static let maxWhole: UInt64 = 1 << 53

  /// The first 18 digits without leading zeros.
  private var significand: UInt64 = 0
  /// The number of digits after those.
  private var excess = 0
  /// Whether any of them is not zero.
  private var hasFurtherDigits = false

  @inline(__always)
  mutating func append(_ digit: UInt8) {
    if significand < 100_000_000_000_000_000 {
      significand = significand &* 10 &+ UInt64(digit)
    } else {
      excess += 1
      if digit != 0 { hasFurtherDigits = true }
    }
  }

  /// The digits times ten to the power of `exponent`.
  func whole(shiftedBy exponent: Int) -> Result<Int64, WholeNumberError> {
    if significand == 0 { return .success(0) }
    var exponent = exponent + excess
    if hasFurtherDigits { return .failure(exponent < 0 ? .fraction : .tooLarge) }
    var value = significand
    while exponent < 0 {
      let (quotient, remainder) = value.quotientAndRemainder(dividingBy: 10)
      if remainder != 0 { return .failure(.fraction) }
      value = quotient
      exponent += 1
    }
    while exponent > 0, value <= Self.maxWhole {
      value *= 10
      exponent -= 1
    }
    return value <= Self.maxWhole ? .success(Int64(value)) : .failure(.tooLarge)
  }
}
