import Parquet
import Rankings

/// Finds the best N of a metric while reading as little of a file as its page indexes allow.
///
/// 1. From the bounds of the pages alone follows a value that the last of the best reaches at
///    least: pages whose least values are the greatest hold N values between them. No page that
///    stays below it is read.
/// 2. The other pages are read, and the best values found so far raise that value.
/// 3. Ids are read for the candidates alone. Players of equal value stand in the order of their
///    ids, so that all who share the last value are candidates.
struct TopSearch {
  let file: SnapshotFile
  private let limit: Int
  let metricColumn: Int
  private let idColumn: Int

  init(_ file: SnapshotFile, _ metric: Metric, limit: Int) throws {
    self.file = file
    self.limit = limit
    metricColumn = try file.index(of: metric.column)
    idColumn = try file.index(of: .id)
  }

  /// The best, in the order of a board.
  /// - Throws: `QueryError`, `ObjectStoreError`.
  func run() async throws -> [RankedValue] {
    guard limit > 0 else { return [] }
    let pages = try await metricPages()
    var candidates = Candidates(limit: limit, leastValue: Page.reachedValue(limit, in: pages))
    for group in Dictionary(grouping: pages, by: \.rowGroup).values.sorted(by: Self.greatestFirst) {
      let promising = group.filter { $0.maximum >= candidates.leastValue }
      if !promising.isEmpty { try await read(promising, into: &candidates) }
    }
    return try await ranked(candidates)
  }

  private static func greatestFirst(_ left: [Page], _ right: [Page]) -> Bool {
    (left.map(\.maximum).max() ?? .min) > (right.map(\.maximum).max() ?? .min)
  }

  /// Reads the metric of some pages of one row group.
  private func read(_ pages: [Page], into candidates: inout Candidates) async throws {
    let rowGroup = pages[0].rowGroup
    let rows = pages.flatMap { Array($0.rows) }
    let values = try await file.read {
      try await file.parquet.values(ofColumn: metricColumn, rowGroup: rowGroup, rows: rows)
    }
    guard case .int64s(let numbers) = values.storage else {
      throw file.unreadable("a metric holds no whole numbers")
    }
    candidates.add(
      numbers, presence: values.presence, rows: rows, offset: pages[0].firstRowOfGroup)
  }

  private func ranked(_ candidates: Candidates) async throws -> [RankedValue] {
    var selection = TopSelection(limit: limit)
    let values = candidates.valuesByRow
    for part in RowGroupRows.parts(Array(values.keys), of: file.parquet.metadata) {
      let ids = try await file.read {
        try await file.parquet.values(ofColumn: idColumn, rowGroup: part.rowGroup, rows: part.rows)
      }
      for (position, row) in part.rows.enumerated() {
        let row = part.firstRow + row
        guard let id = ids.integer(position), let value = values[row] else { continue }
        selection.offer(RankedValue(value: value, id: id, row: row))
      }
    }
    return selection.sorted()
  }
}
