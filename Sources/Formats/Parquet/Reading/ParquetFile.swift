package import Bytes

/// A Parquet file that is read from a source of byte ranges, only as far as needed.
///
/// ```swift
/// let file = try await ParquetFile(source)
/// guard let power = file.metadata.columnIndex(named: "power") else { ... }
/// let values = try await file.values(ofColumn: power, rowGroup: 0)
/// values.integer(17)
/// ```
///
/// Every method throws `ParquetError` for the file's content, and the errors of the source.
package struct ParquetFile: Sendable {
  /// The first read: a small file as a whole, the footer of a large one.
  private static let tailByteCount = 64 << 10

  /// From the footer, checked against the size of the file.
  package let metadata: ParquetMetadata
  let source: any ByteRangeSource
  private let limits: ReadingLimits
  /// The cached end of the file.
  let tail: SharedBytes

  /// Reads the end of the file, and the rest of its footer if that is longer than usual.
  package init(
    _ source: any ByteRangeSource, limits: ReadingLimits = ReadingLimits()
  ) async throws {
    let fileByteCount = source.byteCount
    let tailStart = max(0, fileByteCount - Self.tailByteCount)
    var tail = try await source.readExactly(tailStart..<fileByteCount)
    let range = try tail.withUnsafeBytes { tail throws(ParquetError) in
      try ParquetFooter.range(fromTail: tail, fileByteCount: fileByteCount, limits: limits)
    }
    if range.lowerBound < fileByteCount - tail.count {
      tail = try await source.readExactly(range.lowerBound..<fileByteCount)
    }
    let start = range.lowerBound - (fileByteCount - tail.count)
    let footer = try FileMetaData(
      decoding: tail[start..<(start + range.count)], at: range.lowerBound)
    metadata = try ParquetMetadata(footer, fileByteCount: fileByteCount, limits: limits)
    self.source = source
    self.limits = limits
    self.tail = tail
  }

  // MARK: Values

  /// All values of a column in a row group. Reads only that column chunk.
  package func values(ofColumn index: Int, rowGroup: Int) async throws -> ColumnValues {
    try await values([ValueRequest(column: index, rowGroup: rowGroup)])[0]
  }

  /// The values of some rows of a row group. Reads only their pages if the file has an offset
  /// index.
  /// - Parameter rows: relative to the row group, in ascending order.
  package func values(
    ofColumn index: Int, rowGroup: Int, rows: [Int]
  ) async throws -> ColumnValues {
    try await values([ValueRequest(column: index, rowGroup: rowGroup, rows: rows)])[0]
  }

  /// The values of several columns and row groups, fetched together with as few concurrent reads as
  /// their places allow.
  /// - Returns: the values in the order of the requests.
  package func values(_ requests: [ValueRequest]) async throws -> [ColumnValues] {
    try checkRowCount()
    let plans = try await plans(requests)
    var pieces = try await fetch(plans.flatMap { $0.runs.map(\.byteRange) })[...]
    // Everything that is read at once is in memory at once, so it shares one limit.
    var byteLimit = limits.expandedByteCount(ofFile: source.byteCount)
    return try plans.map { plan in
      let runs = plan.runs.map { run in
        PageRun(
          bytes: pieces.removeFirst(), fileOffset: run.byteRange.lowerBound,
          rowCount: run.rowCount)
      }
      return try plan.place.locatingErrors { () throws(ParquetError) in
        try plan.decode(runs, limits: limits, byteLimit: &byteLimit)
      }
    }
  }

  /// A few bytes can expand to any number of equal rows.
  private func checkRowCount() throws(ParquetError) {
    let limit = limits.rowCount(ofFile: source.byteCount)
    guard metadata.rowCount <= limit else {
      throw ParquetError(
        .limit, expected: "at most \(limit) rows in a file of \(source.byteCount) bytes",
        found: "\(metadata.rowCount)")
    }
  }

  private func plans(_ requests: [ValueRequest]) async throws -> [ValueRequest.Plan] {
    let places = try requests.map { request in
      let place = try Place(request.column, request.rowGroup, in: metadata)
      if let rows = request.rows {
        try place.locatingErrors { () throws(ParquetError) in try place.check(rows) }
      }
      return (request, place)
    }
    let ranges = places.compactMap { $0.rows == nil ? nil : $1.chunk.offsetIndexRange }
    var indexes = try await fetch(ranges)[...]
    return try places.map { request, place in
      var pages: [PageSummary]?
      if request.rows != nil, let range = place.chunk.offsetIndexRange {
        pages = try place.pages(offsetIndex: indexes.removeFirst(), at: range)
      }
      return ValueRequest.Plan(request, place, pages: pages)
    }
  }

  // MARK: Page indexes

  /// The data pages of a column in a row group, with bounds if the file has a column index; `nil`
  /// if the file has no offset index. Reads only the indexes.
  package func pages(ofColumn index: Int, rowGroup: Int) async throws -> [PageSummary]? {
    try await pages(ofColumn: index, rowGroups: rowGroup..<(rowGroup + 1))[0]
  }

  /// The same for several row groups, whose indexes are fetched together.
  /// - Returns: the pages in the order of the row groups.
  package func pages(
    ofColumn index: Int, rowGroups: Range<Int>
  ) async throws -> [[PageSummary]?] {
    try checkRowCount()
    let places = try rowGroups.map { try Place(index, $0, in: metadata) }
    let ranges = places.flatMap { place -> [Range<Int>] in
      // A column index is useless without an offset index.
      guard let offsetRange = place.chunk.offsetIndexRange else { return [] }
      return [offsetRange] + (place.chunk.columnIndexRange.map { [$0] } ?? [])
    }
    var indexes = try await fetch(ranges)[...]
    return try places.map { place in
      guard let range = place.chunk.offsetIndexRange else { return nil }
      let offsetIndex = indexes.removeFirst()
      let columnIndex = place.chunk.columnIndexRange.map { (indexes.removeFirst(), $0) }
      return try place.pages(offsetIndex: offsetIndex, at: range, columnIndex: columnIndex)
    }
  }

  /// The position of the cached end of the file.
  var tailStart: Int { source.byteCount - tail.count }
}
