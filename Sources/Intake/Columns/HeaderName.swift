/// A header reduced to what distinguishes it: case, spaces and underscores do not count.
struct HeaderName: Hashable {
  let folded: String

  init(_ header: String) {
    let kept = header.unicodeScalars.filter {
      !$0.properties.isWhitespace && $0 != "_" && $0 != "\u{FEFF}"
    }
    folded = String(String.UnicodeScalarView(kept)).lowercased()
  }

  var isBlank: Bool { folded.isEmpty }
}
