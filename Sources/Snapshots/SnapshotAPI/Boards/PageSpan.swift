import HTTPAPI

/// A part of a board by the places of its entries.
struct PageSpan: Equatable {
  /// How many entries come before it.
  let offset: Int
  let count: Int
  /// How many a page holds that nothing cuts short.
  private let limit: Int

  /// - Parameter cursor: `nil` for the first page.
  init(_ cursor: Cursor?, limit: Int) {
    offset = cursor?.offset ?? 0
    count = cursor?.count ?? limit
    self.limit = limit
  }

  /// The page in whose middle a place is.
  init(around place: Int, limit: Int) {
    offset = max(0, place - limit / 2)
    count = limit
    self.limit = limit
  }

  var end: Int { offset + count }

  /// How many entries are asked for: one more than the page shows, by which it is known that there
  /// is another page.
  var wanted: Int { count + 1 }

  /// - Parameter found: how many entries there are from the page's first, at most `wanted`.
  func next(ofFound found: Int, _ pins: [String]) throws -> String? {
    guard found > count, end < BoardQuery.maxDepth else { return nil }
    return try Cursor(pins: pins, offset: end).text
  }

  func previous(_ pins: [String]) throws -> String? {
    guard offset > 0 else { return nil }
    let start = max(0, offset - limit)
    return try Cursor(
      pins: pins, offset: start, count: offset - start < limit ? offset - start : nil
    ).text
  }
}
