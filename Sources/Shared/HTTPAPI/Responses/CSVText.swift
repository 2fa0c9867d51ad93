/// Rows as CSV (RFC 4180), safe for spreadsheet programs.
///
/// A text that such a program would read as a formula (it starts with `=`, `+`, `-`, `@`, a tab or
/// a carriage return) gets a leading apostrophe, which the program hides.
package struct CSVText {
  package private(set) var text: String

  package init(_ header: [String]) {
    text = ""
    add(header)
  }

  package mutating func add(_ cells: [String]) {
    text += cells.map(Self.quoted).joined(separator: ",") + "\r\n"
  }

  /// A cell with untrusted text.
  package static func guarded(_ cell: String) -> String {
    guard let first = cell.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else {
      return cell
    }
    return "'\(cell)"
  }

  /// The text as a file, with the byte order mark by which Excel recognises UTF-8.
  package var file: [UInt8] { [0xEF, 0xBB, 0xBF] + Array(text.utf8) }

  private static func quoted(_ cell: String) -> String {
    let needsQuotes = cell.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
    guard needsQuotes else { return cell }
    // By scalars: a quote and a combining mark after it are one character, which is not a quote.
    var quoted = String.UnicodeScalarView()
    for scalar in cell.unicodeScalars {
      if scalar == "\"" { quoted.append(scalar) }
      quoted.append(scalar)
    }
    return "\"\(String(quoted))\""
  }
}
