/// Rows of text in aligned columns, for people.
struct Table {
  enum Alignment {
    case leading, trailing
  }

  private let alignments: [Alignment]
  private var rows: [[String]]

  init(_ columns: [(title: String, alignment: Alignment)]) {
    alignments = columns.map(\.alignment)
    rows = [columns.map(\.title)]
  }

  mutating func add(_ cells: [String]) {
    rows.append(cells.map(Terminal.printable))
  }

  var text: String {
    let widths = alignments.indices.map { column in
      rows.map { DisplayWidth.columns(of: $0[column]) }.max() ?? 0
    }
    return rows.map { line($0, widths) + "\n" }.joined()
  }

  private func line(_ row: [String], _ widths: [Int]) -> String {
    var cells: [String] = []
    for (column, cell) in row.enumerated() {
      let isLast = column == row.count - 1
      let padding = String(
        repeating: " ", count: widths[column] - DisplayWidth.columns(of: cell))
      switch alignments[column] {
      case .leading: cells.append(isLast ? cell : cell + padding)
      case .trailing: cells.append(padding + cell)
      }
    }
    return cells.joined(separator: "  ")
  }
}

/// The number of terminal columns of a text.
enum DisplayWidth {
  static func columns(of text: String) -> Int {
    text.reduce(0) { $0 + columns(of: $1) }
  }

  private static func columns(of character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: return isWide(first) || character.unicodeScalars.contains("\u{FE0F}") ? 2 : 1
    }
  }

  /// The blocks of wide characters (UAX #11).
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
      0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
