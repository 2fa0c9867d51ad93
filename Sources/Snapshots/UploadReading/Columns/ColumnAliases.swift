internal import Datasets

/// The headers that uploads use for each column, the most specific first.
///
/// Spaces do not count in a match (see `HeaderName`), so `Governor ID`, `governor_id` and
/// `governorId` are one alias.
enum ColumnAliases {
  static let table: [(column: PlayerColumn, headers: [String])] = [
    (
      .id,
      [
        "governor id", "gov id", "character id", "char id", "player id", "user id", "uid", "id",
      ]
    ),
    (
      .name, ["governor name", "gov name", "player name", "username", "name", "governor", "player"]
    ),
    (.alliance, ["alliance", "alliance tag", "tag", "abbr"]),
    (.power, ["power", "current power", "total power", "pwr"]),
    (
      .killPoints,
      ["kill points", "total kill points", "kp", "total kp", "kills points"]
    ),
    (.t1Kills, ["t1 kills", "tier 1 kills", "t1"]),
    (.t2Kills, ["t2 kills", "tier 2 kills", "t2"]),
    (.t3Kills, ["t3 kills", "tier 3 kills", "t3"]),
    (.t4Kills, ["t4 kills", "tier 4 kills", "t4"]),
    (.t5Kills, ["t5 kills", "tier 5 kills", "t5"]),
    (.kills, ["total kills", "kills"]),
    (
      .deaths,
      ["deaths", "deads", "dead", "dead troops", "dead units", "total dead", "total deads"]
    ),
    (.dkp, ["dkp", "total dkp", "dkp score", "dkp points"]),
  ]

  /// Kills of tiers 4 and 5 together, used as kills if the file has no others.
  static let topTierKills = ["t45 kills"]

  /// The meaning of a header.
  struct Meaning: Sendable {
    let column: PlayerColumn
    /// The rank among the aliases of its column, 0 for the most specific.
    let rank: Int
    let isTopTierKills: Bool
  }

  /// The meaning of a header; `nil` if it is unknown.
  static func meaning(of header: HeaderName) -> Meaning? { meanings[header] }

  private static let meanings: [HeaderName: Meaning] = {
    var meanings: [HeaderName: Meaning] = [:]
    for (column, headers) in table {
      for (rank, header) in headers.enumerated() {
        meanings[HeaderName(header)] = Meaning(column: column, rank: rank, isTopTierKills: false)
      }
    }
    for (rank, header) in topTierKills.enumerated() {
      meanings[HeaderName(header)] = Meaning(column: .kills, rank: rank, isTopTierKills: true)
    }
    return meanings
  }()
}

extension Rejection {
  /// A file whose headers name no id column.
  static func noIDColumn(among headers: [String], at place: Place) -> Rejection {
    let named = headers.filter { !HeaderName($0).isBlank }
    let known = ColumnAliases.table.first { $0.column == .id }?.headers ?? []
    return Rejection(
      .noIDColumn, at: place,
      found: named.isEmpty ? "no named columns" : Excerpt.of(named.joined(separator: ", ")),
      expected: "a column named one of: " + known.joined(separator: ", "))
  }
}

/// A header without case, spaces and underscores.
struct HeaderName: Hashable {
  let folded: String

  init(_ header: String) {
    folded =
      header.utf8.allSatisfy { $0 < 0x80 } ? Self.foldASCII(header) : Self.foldUnicode(header)
  }

  var isBlank: Bool { folded.isEmpty }

  /// The same as `foldUnicode` without its tables: most headers are ASCII, and loading those tables
  /// takes longer than reading an everyday file.
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
