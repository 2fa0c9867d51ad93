/// What somebody types to find a player: a part of a name or of an alliance, or how an id begins.
package struct PlayerSearch: Hashable, Sendable {
  /// The text in its folded form. It may be empty, as that of a lone accent is: no name fits it.
  let needle: [UInt8]
  /// Whether it can be the beginning of an id.
  let isNumber: Bool

  /// The longest text, in scalars of Unicode.
  package static let maxLength = 100

  /// - Parameter text: 1 to 100 scalars with at least one that is no blank; anything else gives
  ///   `nil`. These are the bounds that the schema of the API can tell too.
  package init?(_ text: String) {
    let scalars = text.unicodeScalars
    guard scalars.count <= Self.maxLength,
      scalars.contains(where: { !$0.properties.isWhitespace })
    else { return nil }
    var folding = SearchFolding()
    let folded = folding.fold(text)
    let blank = UInt8(ascii: " ")
    let start = folded.firstIndex { $0 != blank } ?? folded.endIndex
    let end = (folded.lastIndex { $0 != blank } ?? start - 1) + 1
    needle = Array(folded[start..<end])
    isNumber =
      !needle.isEmpty
      && needle.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}

/// How well a player fits a search, the best first.
package enum SearchGrade: Int, Comparable, Sendable {
  case id, name, nameBegins, wordBegins, alliance, idBegins, nameContains, allianceContains

  package static func < (left: SearchGrade, right: SearchGrade) -> Bool {
    left.rawValue < right.rawValue
  }
}
