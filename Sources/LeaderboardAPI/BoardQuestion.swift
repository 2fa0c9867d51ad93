import Rankings

/// What a request wants of a board.
struct BoardQuestion {
  let metric: Metric
  let kingdom: Kingdom
  /// `nil` for the latest.
  let date: SnapshotDate?
  /// Whether the request itself names a date, so that its answer seldom changes.
  let isDated: Bool
  /// From 1 to 1,000.
  let limit: Int
  /// How many entries of a board can be leafed through. All that come before a page are worked
  /// out for it, and what a stranger may ask for must fit into a small function.
  static let greatestDepth = 100_000
  /// Where the part of the board begins, if not with its first entry.
  let cursor: Cursor?

  var offset: Int { cursor?.offset ?? 0 }

  /// - Throws: a `bad_parameter` problem.
  init(_ metric: Metric, of kingdom: Kingdom, _ query: QueryParameters) throws {
    self.metric = metric
    self.kingdom = kingdom
    limit = try query.number("limit", in: 1...1000, default: 100)
    cursor = try Self.cursor(query)
    let date = query["date"] ?? "latest"
    isDated = date != "latest"
    self.date = try cursor?.date ?? (isDated ? Self.date(date) : nil)
  }

  private static func cursor(_ query: QueryParameters) throws -> Cursor? {
    guard let text = query["cursor"] else { return nil }
    guard let cursor = try Cursor(text), cursor.offset < greatestDepth else {
      throw Problem.badParameter(
        "cursor", found: text, expected: "the next_cursor of an earlier answer, unchanged")
    }
    return cursor
  }

  private static func date(_ text: String) throws -> SnapshotDate {
    guard let date = SnapshotDate(text) else {
      throw Problem.badParameter("date", found: text, expected: "latest or YYYY-MM-DD")
    }
    return date
  }
}
