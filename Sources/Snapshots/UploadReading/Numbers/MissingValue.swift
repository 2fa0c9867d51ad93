/// The words that exports use for an unknown value.
///
/// They count in columns of numbers, together with the numbers -1, -2 and -3, and in the alliance:
/// a tag has at most four characters, and an export without a value is far likelier than an
/// alliance called `None`. They never count in names, which are kept verbatim.
enum MissingValue {
  static let words = ["#n/a", "n/a", "nan", "null", "none", "unknown", "skipped"]

  /// Whether a cell is empty or its first byte allows a missing value.
  @inline(__always)
  static func canBegin(with cell: Cell, in text: UnsafeRawBufferPointer) -> Bool {
    guard cell.length > 0 else { return true }
    let first = text[cell.start]
    if first.isASCIIBlank || first >= 0x80 || first == UInt8(ascii: "#") { return true }
    let letter = first | 0x20
    return letter == UInt8(ascii: "n") || letter == UInt8(ascii: "u") || letter == UInt8(ascii: "s")
  }

  private static let longest = 7
  private static let bytes = words.map { Array($0.utf8) }

  /// Whether the text, without blanks around it, is empty or one of the words in any case.
  static func isWritten(_ text: UnsafeRawBufferPointer) -> Bool {
    if text.isEmpty { return true }
    guard text.count <= longest, text[0].decimalDigit == nil else { return false }
    return bytes.contains { word in
      word.count == text.count && zip(word, text).allSatisfy { $0 == $1.lowercasedASCII }
    }
  }
}

extension UInt8 {
  var lowercasedASCII: UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self ? self | 0x20 : self
  }
}
