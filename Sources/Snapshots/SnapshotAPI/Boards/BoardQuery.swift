import Datasets
import HTTPAPI
import SnapshotQueries
import Time

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
  init(_ request: RouteRequest) throws {
    metric = try request.metric
    kingdom = try request.kingdom
    let query = request.query
    limit = try query.number("limit", in: 1...1000, default: 100)
    cursor = try Cursor(query, snapshotCount: 1)
    let selector = try query.snapshot("date", words: ["latest": .latest]) ?? .latest
    date = try cursor.map { .date(try $0.date(ofPin: 0)) } ?? selector
    comparison = try query.snapshot("compare", words: ["previous": .previous])
    isDated = selector.isDated && comparison?.isDated ?? true
    search = try query.search
    around = try query.value("around", expected: "a player's id") { PlayerNumber($0)?.id }
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

extension SnapshotHeader {
  /// What pins a cursor to the snapshot: its date, and the run that wrote it.
  var pins: [String] { [snapshot.date.description, runID] }
}

extension Cursor {
  /// The date of one of the snapshots that the cursor is pinned to.
  /// - Throws: a `bad_parameter` problem for a text that no answer gave.
  func date(ofPin place: Int) throws -> CalendarDate {
    guard let date = CalendarDate(pins[2 * place]) else {
      throw ProblemDetails.badParameter(
        "cursor", found: try text, expected: "a cursor of an earlier answer, unchanged")
    }
    return date
  }

  /// - Throws: a `bad_parameter` problem for a text that no answer gave.
  /// - Parameter snapshotCount: of how many snapshots the list is made.
  init?(_ query: QueryParameters, snapshotCount: Int) throws {
    guard let text = query["cursor"] else { return nil }
    guard let cursor = try Cursor(text, pinCount: 2 * snapshotCount),
      cursor.offset < BoardQuery.maxDepth,
      cursor.count ?? 1 <= min(1000, query.maxPlainNumber ?? .max)
    else {
      throw ProblemDetails.badParameter(
        "cursor", found: text, expected: "a cursor of an earlier answer, unchanged")
    }
    self = cursor
  }
}
