/// Rows as CSV (RFC 4180), safe to open in a spreadsheet program.
///
/// A text that such a program would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab
/// or a carriage return) gets a leading apostrophe, which the program shows as plain text.
package struct CSVText {
  package private(set) var text: String

  package init(_ header: [String]) {
    text = ""
    add(header)
  }

  package mutating func add(_ cells: [String]) {
    text += cells.map(Self.quoted).joined(separator: ",") + "\r\n"
  }

  /// A cell of text that others wrote.
  package static func guarded(_ cell: String) -> String {
    guard let first = cell.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else {
      return cell
    }
    return "'\(cell)"
  }

  /// The text as a file: with the mark by which Excel knows UTF-8, without which it takes names for
  /// something else.
  package var file: [UInt8] { [0xEF, 0xBB, 0xBF] + Array(text.utf8) }

  private static func quoted(_ cell: String) -> String {
    let needsQuotes = cell.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
    guard needsQuotes else { return cell }
    // By scalars: as characters, a quote and a combining mark behind it are one, and no quote.
    var quoted = String.UnicodeScalarView()
    for scalar in cell.unicodeScalars {
      if scalar == "\"" { quoted.append(scalar) }
      quoted.append(scalar)
    }
    return "\"\(String(quoted))\""
  }
}
