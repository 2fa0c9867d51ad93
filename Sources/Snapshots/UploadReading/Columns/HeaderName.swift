/// A header reduced to what distinguishes it: case, spaces and underscores do not count.
struct HeaderName: Hashable {
  let folded: String

  init(_ header: String) {
    folded =
      header.utf8.allSatisfy { $0 < 0x80 } ? Self.foldASCII(header) : Self.foldUnicode(header)
  }

  var isBlank: Bool { folded.isEmpty }

  /// What `foldUnicode` gives, without its tables: most headers are of ASCII alone, and to bring
  /// those tables into memory takes longer than to read an everyday file.
  static func foldASCII(_ header: String) -> String {
    let kept = header.utf8.lazy.filter { !$0.isASCIIBlank && $0 != UInt8(ascii: "_") }
    let lowercase = kept.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
    return String(decoding: Array(lowercase), as: UTF8.self)
  }

  static func foldUnicode(_ header: String) -> String {
    let kept = header.unicodeScalars.filter {
      !$0.properties.isWhitespace && $0 != "_" && $0 != "\u{FEFF}"
    }
    return String(String.UnicodeScalarView(kept)).lowercased()
  }
}
