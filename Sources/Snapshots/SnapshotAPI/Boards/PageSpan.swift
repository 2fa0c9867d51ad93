import HTTPAPI

/// A page of a list, by positions.
struct PageSpan: Equatable {
  /// The number of entries before it.
  let offset: Int
  let count: Int
  /// The length of a full page.
  private let limit: Int

  /// - Parameter cursor: `nil` for the first page.
  init(_ cursor: Cursor?, limit: Int) {
    offset = cursor?.offset ?? 0
    count = cursor?.count ?? limit
    self.limit = limit
  }

  /// The page around a position.
  init(around place: Int, limit: Int) {
    offset = max(0, place - limit / 2)
    count = limit
    self.limit = limit
  }

  var end: Int { offset + count }

  /// The number of entries to query: one more than the page shows, to detect a next page.
  var wanted: Int { count + 1 }

  /// - Parameter found: the number of entries from the page's first on, at most `wanted`.
  func next(ofFound found: Int, _ pins: [String]) -> String? {
    guard found > count, end < BoardQuery.maxDepth else { return nil }
    return Cursor(pins: pins, offset: end).text
  }

  func previous(_ pins: [String]) -> String? {
    guard offset > 0 else { return nil }
    let start = max(0, offset - limit)
    return Cursor(
      pins: pins, offset: start, count: offset - start < limit ? offset - start : nil
    ).text
  }
}
