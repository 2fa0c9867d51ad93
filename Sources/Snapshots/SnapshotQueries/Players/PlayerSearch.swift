package import Leaderboards

/// A search text: part of a name or an alliance, or the start of an id.
package struct PlayerSearch: Hashable, Sendable {
  /// The folded text. It may be empty, like that of a lone accent, which matches no name.
  let needle: [UInt8]
  /// Whether it can be the start of an id.
  let isNumber: Bool

  /// The max length in Unicode scalars.
  package static let maxLength = 100

  /// - Parameter text: 1 to 100 scalars with at least one that is not blank; anything else gives
  ///   `nil`. The schema of the API can express these bounds too.
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

/// How well a player matches a search, the best first.
package enum SearchGrade: Int, Comparable, Sendable {
  case id, name, nameBegins, wordBegins, alliance, idBegins, nameContains, allianceContains

  package static func < (left: SearchGrade, right: SearchGrade) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// The players that match a search, the best matches first.
package struct PlayerMatches: Hashable, Sendable {
  /// A player who matches.
  package struct Match: Hashable, Sendable, PlayerHolder {
    package let player: Player
    package let power: Int64?

    package init(player: Player, power: Int64?) {
      self.player = player
      self.power = power
    }
  }

  /// The number of all matches.
  package let count: Int
  /// The first of them.
  package let players: [Match]

  package init(count: Int, players: [Match]) {
    self.count = count
    self.players = players
  }
}
