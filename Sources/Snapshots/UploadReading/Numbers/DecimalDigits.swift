/// A number of decimal digits, read from left to right and kept exactly as far as it can matter.
struct DecimalDigits: Equatable {
  /// The greatest number that is kept: beyond it, a double no longer holds every whole number.
  static let maxWhole: UInt64 = 1 << 53

  /// The first 18 digits, leading zeros aside.
  private var significand: UInt64 = 0
  /// How many digits came behind those.
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
