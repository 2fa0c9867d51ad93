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

/// Rows that may be among the top, by what has been read so far.
struct Candidates {
  private let limit: Int
  /// No candidate has a smaller value.
  private(set) var minValue: Int64
  private var rows: [(value: Int64, row: Int)] = []
  /// The number of rows that triggers pruning.
  private var capacity: Int

  init(limit: Int, minValue: Int64) {
    self.limit = limit
    self.minValue = minValue
    capacity = 2 * limit + Self.slack
  }

  private static let slack = 4_096

  var valuesByRow: [Int: Int64] {
    Dictionary(rows.map { ($0.row, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// - Parameters:
  ///   - rows: the row of each value, counted from `offset`.
  ///   - presence: 0 if there is no value.
  mutating func add(_ values: [Int64], presence: [UInt8]?, rows: [Int], offset: Int) {
    for (position, value) in values.enumerated() where value >= minValue {
      if presence?[position] == 0 { continue }
      self.rows.append((value, offset + rows[position]))
      if self.rows.count >= capacity { prune() }
    }
    prune()
  }

  /// Drops rows that cannot be among the top any more.
  private mutating func prune() {
    guard rows.count > limit else { return }
    rows.sort { $0.value > $1.value }
    minValue = max(minValue, rows[limit - 1].value)
    let end = rows.firstIndex { $0.value < minValue } ?? rows.endIndex
    rows.removeSubrange(end...)
    // Many rows may share the last value: then the capacity grows with them, so that pruning stays
    // rare.
    capacity = 2 * rows.count + Self.slack
  }
}
