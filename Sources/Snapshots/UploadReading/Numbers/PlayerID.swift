/// The ids of players: whole numbers of at most ten digits.
enum PlayerID {
  static let range: ClosedRange<Int64> = 1...9_999_999_999

  /// The id in a cell, or nil if none can be used.
  ///
  /// A number may be written in any way that is unambiguous in itself, such as `123456.0`.
  @inline(__always)
  static func read(_ cell: Cell, _ text: inout CellText) -> Int64? {
    if cell.isVerbatim, let digits = DigitRun.value(of: cell.range, in: text.text) {
      return range.contains(digits) ? digits : nil
    }
    return readWriting(of: cell, &text)
  }

  @inline(never)
  private static func readWriting(of cell: Cell, _ text: inout CellText) -> Int64? {
    guard cell.form != .misfit, cell.form != .missing else { return nil }
    guard let written = text.withBytes(of: cell, { WrittenNumber($0.trimmingBlanks()) }),
      cell.form == .number || written.signs.isDisjoint(with: [.lonePoint, .loneComma]),
      case .success(let id) = written.whole(loneIsDecimal: true)
    else { return nil }
    return range.contains(id) ? id : nil
  }
}
