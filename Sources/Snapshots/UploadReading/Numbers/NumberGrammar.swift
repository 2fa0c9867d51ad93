/// The meaning of `.` and `,` in the numbers of a column.
///
/// One separator before three digits is ambiguous: `3.355` may be 3355 or a decimal number. The
/// other numbers decide: first those of its column, then those of the whole file, since a file has
/// one locale. `3.355.758` proves that points separate groups, `1.5` and `32040216.0` that they are
/// decimal points. If only the other separator is proven, this one has the other meaning. Without
/// proof it separates groups, since counts are whole numbers.
package struct NumberGrammar: Sendable, Equatable {
  package enum Meaning: Sendable {
    case groups, decimals
    /// Both are proven in this column, so a lone separator cannot be read.
    case undecided
  }

  package let point: Meaning
  package let comma: Meaning
  /// Whether the column has a lone separator whose meaning the file does not reveal.
  let isAssumed: Bool

  init(column: WrittenNumber.Signs, file: WrittenNumber.Signs) {
    let point = Self.proven(.point, by: column) ?? Self.proven(.point, by: file)
    let comma = Self.proven(.comma, by: column) ?? Self.proven(.comma, by: file)
    self.point = point ?? .groups
    self.comma = comma ?? .groups
    isAssumed =
      point == nil && column.contains(.lonePoint) || comma == nil && column.contains(.loneComma)
  }

  private enum Separator { case point, comma }

  /// The meaning of a separator by its own use, or else by the other one's.
  private static func proven(_ separator: Separator, by signs: WrittenNumber.Signs) -> Meaning? {
    let point = meaning(
      groups: signs.contains(.pointGroups), decimals: signs.contains(.pointDecimals))
    let comma = meaning(
      groups: signs.contains(.commaGroups), decimals: signs.contains(.commaDecimals))
    let (own, other) = separator == .point ? (point, comma) : (comma, point)
    if let own { return own }
    switch other {
    case .groups: return .decimals
    case .decimals: return .groups
    case .undecided, nil: return nil
    }
  }

  private static func meaning(groups: Bool, decimals: Bool) -> Meaning? {
    switch (groups, decimals) {
    case (true, true): .undecided
    case (true, false): .groups
    case (false, true): .decimals
    case (false, false): nil
    }
  }
}

/// The content of a number cell.
enum NumberReading: Equatable {
  case number(Int64)
  case missing
  case problem(RowIssue.Code)
}

extension NumberGrammar {
  /// Reads the text of a cell without blanks around it.
  func read(_ text: UnsafeRawBufferPointer) -> NumberReading {
    if MissingValue.isWritten(text) { return .missing }
    guard let written = WrittenNumber(text) else {
      return .problem(WrittenNumber.isAbbreviated(text) ? .abbreviated : .notANumber)
    }
    let meaning: Meaning =
      if written.signs.contains(.lonePoint) {
        point
      } else if written.signs.contains(.loneComma) {
        comma
      } else {
        .groups
      }
    if meaning == .undecided { return .problem(.ambiguousSeparator) }
    return Self.count(written, loneIsDecimal: meaning == .decimals)
  }

  /// Reads a JSON number, in which a point is the decimal point.
  static func readJSONNumber(_ text: UnsafeRawBufferPointer) -> NumberReading {
    guard let written = WrittenNumber(text) else { return .problem(.notANumber) }
    return count(written, loneIsDecimal: true)
  }

  private static func count(_ written: WrittenNumber, loneIsDecimal: Bool) -> NumberReading {
    switch written.whole(loneIsDecimal: loneIsDecimal) {
    case .success(let value) where value >= 0: .number(value)
    case .success(-3 ... -1): .missing
    case .success: .problem(.negative)
    case .failure(.fraction): .problem(.fraction)
    case .failure(.tooLarge): .problem(written.isNegative ? .negative : .tooLarge)
    }
  }
}

extension WrittenNumber {
  /// Whether the text is a number with a unit or a percent sign: `1.2B`, `45 M`, `12%`.
  static func isAbbreviated(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let unit = text.last, "kKmMbBtTgG%".utf8.contains(unit) else { return false }
    let number = UnsafeRawBufferPointer(rebasing: text.dropLast()).trimmingBlanks()
    return WrittenNumber(number) != nil
  }
}
