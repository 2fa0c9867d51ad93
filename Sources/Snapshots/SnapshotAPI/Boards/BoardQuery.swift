import Datasets
import SnapshotQueries

/// What a request wants of a board.
struct BoardQuery {
  /// How many entries of a board can be leafed through. All that come before a page are worked
  /// out for it, and what a stranger may ask for must fit into a small function.
  static let maxDepth = 100_000

  let metric: Metric
  let kingdom: Kingdom
  let date: SnapshotSelector
  /// Whether the request itself names a date, so that its answer seldom changes.
  let isDated: Bool
  /// From 1 to 1,000.
  let limit: Int
  /// Where the part of the board begins, if not with its first entry.
  let cursor: Cursor?
  /// Only those who fit.
  let search: PlayerSearch?
  /// The player in whose neighbourhood the page is to be.
  let around: Int64?
  /// With which snapshot the entries are compared.
  let comparison: SnapshotSelector?

  /// - Throws: a `bad_parameter` problem.
  init(_ metric: Metric, of kingdom: Kingdom, _ query: QueryParameters) throws {
    self.metric = metric
    self.kingdom = kingdom
    limit = try query.number("limit", in: 1...1000, default: 100)
    cursor = try Cursor(query, pinCount: 1)
    let selector = try query.snapshot("date", words: ["latest": .latest]) ?? .latest
    date = cursor.map { .date($0.pins[0].date) } ?? selector
    comparison = try query.snapshot("compare", words: ["previous": .previous])
    isDated = selector.isDated && comparison?.isDated ?? true
    search = try query.search
    around = try query.value("around", expected: "a player's id") { text in
      Int64(text).flatMap { $0 >= 0 && String($0) == text ? $0 : nil }
    }
    try query.refuse(["cursor", "search"], beside: "around")
  }
}

extension QueryParameters {
  /// What the parameter `search` looks for.
  var search: PlayerSearch? {
    get throws(ProblemDetails) {
      try value(
        "search", expected: "1 to \(PlayerSearch.maxLength) characters of a name or an id"
      ) { PlayerSearch($0) }
    }
  }
}

extension Cursor {
  /// - Throws: a `bad_parameter` problem for a text that no answer gave.
  init?(_ query: QueryParameters, pinCount: Int) throws {
    guard let text = query["cursor"] else { return nil }
    guard let cursor = try Cursor(text, pinCount: pinCount),
      cursor.offset < BoardQuery.maxDepth,
      cursor.count ?? 1 <= min(1000, query.maxPlainNumber ?? .max)
    else {
      throw ProblemDetails.badParameter(
        "cursor", found: text, expected: "a cursor of an earlier answer, unchanged")
    }
    self = cursor
  }
}
