import Datasets
import HTTPAPI
import SnapshotQueries
import Time

/// The query of a board request.
struct BoardQuery {
  /// Max entries for paging. All entries before a page are computed for it, and a stranger's
  /// request must fit into a small function.
  static let maxDepth = 100_000

  let metric: Metric
  let kingdom: Kingdom
  let date: SnapshotSelector
  /// Whether the request names a date, so that its answer seldom changes.
  let isDated: Bool
  /// From 1 to 1,000.
  let limit: Int
  /// The start of the page, if not the first entry.
  let cursor: Cursor?
  /// Only matching players.
  let search: PlayerSearch?
  /// The player in the middle of the page.
  let around: Int64?
  /// The snapshot that entries are compared with.
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
  /// The parsed parameter `search`.
  var search: PlayerSearch? {
    get throws(ProblemDetails) {
      try value(
        "search", expected: "1 to \(PlayerSearch.maxLength) characters of a name or an id"
      ) { PlayerSearch($0) }
    }
  }
}

extension SnapshotHeader {
  /// The pin of a cursor: the snapshot's date and run.
  var pins: [String] { [snapshot.date.description, runID] }
}

extension Cursor {
  /// The date of one of the cursor's snapshots.
  /// - Throws: a `bad_parameter` problem if the text is not a cursor of ours.
  func date(ofPin place: Int) throws -> CalendarDate {
    guard let date = CalendarDate(pins[2 * place]) else {
      throw ProblemDetails.badParameter(
        "cursor", found: text, expected: "a cursor of an earlier answer, unchanged")
    }
    return date
  }

  /// - Throws: a `bad_parameter` problem if the text is not a cursor of ours.
  /// - Parameter snapshotCount: the number of snapshots that the list is made from.
  init?(_ query: QueryParameters, snapshotCount: Int) throws {
    guard let text = query["cursor"] else { return nil }
    guard let cursor = Cursor(text, pinCount: 2 * snapshotCount),
      cursor.offset < BoardQuery.maxDepth,
      cursor.count ?? 1 <= min(1000, query.maxPlainNumber ?? .max)
    else {
      throw ProblemDetails.badParameter(
        "cursor", found: text, expected: "a cursor of an earlier answer, unchanged")
    }
    self = cursor
  }
}
