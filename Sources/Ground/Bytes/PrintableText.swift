/// Text that others wrote, made safe for a terminal.
package enum PrintableText {
  /// The text on one line: control characters, which could move the cursor or change its colours,
  /// and the marks that turn the direction of writing become a replacement character.
  package static func printable(_ text: String) -> String {
    // Almost everything that is printed is plain ASCII.
    if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isUnsafe =
        [.control, .lineSeparator, .paragraphSeparator]
        .contains(scalar.properties.generalCategory)
        || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
      result.append(isUnsafe ? "\u{FFFD}" : scalar)
    }
    return String(result)
  }
}
