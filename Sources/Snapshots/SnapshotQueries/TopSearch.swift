import Datasets
import Leaderboards
import Parquet

/// Finds the top N of a metric with as few bytes and rounds of reads as the file's page indexes
/// allow.
///
/// 1. The bounds of the pages give a value that the last of the top N reaches at least: the pages
/// with the largest min values contain N values. No page below it is read. 2. The other pages are
/// read, some row groups at a time, in descending order of their max. The best values found so far
/// raise that value. 3. The candidates' other columns are read. Players of equal value are sorted
/// by id, so all who share the last value are candidates. If these are many, their ids are read
/// first, and names only for the top.
struct TopSearch {
  /// Row groups per round.
  private static let rowGroupsAtOnce = 8

  let file: OpenSnapshot
  private let limit: Int
  let metricColumn: Int

  init(_ file: OpenSnapshot, _ metric: Metric, limit: Int) throws {
    self.file = file
    self.limit = limit
    metricColumn = try file.index(of: metric.column)
  }

  /// The top N, in the order of a board.
  /// - Throws: `QueryError`, `ObjectStoreError`.
  func run() async throws -> [PlayerScore] {
    guard limit > 0 else { return [] }
    let pages = try await metricPages()
    var candidates = Candidates(limit: limit, minValue: Page.reachedValue(limit, in: pages))
    var rest = Dictionary(grouping: pages, by: \.rowGroup).values.sorted(by: Self.descending)[
      ...]
    while !rest.isEmpty {
      let promising = rest.prefix(Self.rowGroupsAtOnce).compactMap { group in
        let pages = group.filter { $0.maximum >= candidates.minValue }
        return pages.isEmpty ? nil : pages
      }
      try await read(promising, into: &candidates)
      rest = rest.dropFirst(Self.rowGroupsAtOnce)
    }
    return try await players(candidates)
  }

  private static func descending(_ left: [Page], _ right: [Page]) -> Bool {
    (left.map(\.maximum).max() ?? .min) > (right.map(\.maximum).max() ?? .min)
  }

  /// Reads the metric in some pages of some row groups.
  private func read(_ groups: [[Page]], into candidates: inout Candidates) async throws {
    let requests = groups.map { pages in
      ValueRequest(
        column: metricColumn, rowGroup: pages[0].rowGroup, rows: pages.flatMap { Array($0.rows) })
    }
    let columns = try await file.read { try await file.parquet.values(requests) }
    for (pages, (request, values)) in zip(groups, zip(requests, columns)) {
      guard case .int64s(let numbers) = values.storage, let rows = request.rows else {
        throw file.unreadable("a metric holds no whole numbers")
      }
      candidates.add(
        numbers, presence: values.presence, rows: rows, offset: pages[0].firstRowOfGroup)
    }
  }

  /// The top of the candidates.
  private func players(_ candidates: Candidates) async throws -> [PlayerScore] {
    let values = candidates.valuesByRow
    let isFew = values.count <= 2 * limit
    let columns: [PlayerColumn] = isFew ? [.id, .name, .alliance] : [.id]
    let known = try await PlayerRows(Array(values.keys), columns, in: file)
    var selection = TopScores(limit: limit)
    for (row, value) in values {
      guard let id = known.integer(.id, row: row) else { continue }
      selection.offer(Score(value: value, id: id, row: row))
    }
    let best = selection.sorted()
    let texts =
      isFew ? known : try await PlayerRows(best.map(\.row), [.name, .alliance], in: file)
    return best.map { player in
      PlayerScore(player: texts.player(player.id, row: player.row), value: player.value)
    }
  }
}
