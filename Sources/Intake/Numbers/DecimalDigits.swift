/// Digits read from left to right, kept exactly: a significand without trailing zeros, and how
/// many zeros follow it.
struct DecimalDigits: Equatable {
  /// The greatest number that is kept: beyond it, a double no longer holds every whole number.
  static let greatestWhole: UInt64 = 1 << 53

  private var significand: UInt64 = 0
  private var trailingZeros = 0
  /// Whether there are more significant digits than any number that is kept has.
  private var overflows = false

  mutating func append(_ digit: UInt8) {
    guard digit != 0 else {
      trailingZeros += 1
      return
    }
    while trailingZeros >= 0, !overflows {
      let isLast = trailingZeros == 0
      let (tenfold, tooLarge) = significand.multipliedReportingOverflow(by: 10)
      let (sum, carries) = tenfold.addingReportingOverflow(isLast ? UInt64(digit) : 0)
      significand = sum
      overflows = tooLarge || carries
      trailingZeros -= 1
    }
    trailingZeros = 0
  }

  /// The digits times ten to the power of `exponent`.
  func whole(shiftedBy exponent: Int) -> Result<Int64, WholeNumberError> {
    if significand == 0 && !overflows { return .success(0) }
    let zeros = trailingZeros + exponent
    if zeros < 0 { return .failure(.fraction) }
    if overflows || zeros > 16 { return .failure(.tooLarge) }
    var value = significand
    for _ in 0..<zeros {
      let (tenfold, tooLarge) = value.multipliedReportingOverflow(by: 10)
      if tooLarge { return .failure(.tooLarge) }
      value = tenfold
    }
    return value <= Self.greatestWhole ? .success(Int64(value)) : .failure(.tooLarge)
  }
}
