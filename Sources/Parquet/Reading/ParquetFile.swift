package import Bytes

/// A Parquet file that is read from a source of byte ranges, no more of it than is asked for.
///
/// ```swift
/// let file = try await ParquetFile(source)
/// guard let power = file.metadata.columnIndex(named: "power") else { ... }
/// let values = try await file.values(ofColumn: power, rowGroup: 0)
/// values.integer(17)
/// ```
/// Every method throws `ParquetError` for what the file says, and what the source throws.
package struct ParquetFile: Sendable {
  /// What is read first; a small file's footer and page indexes lie within.
  private static let tailByteCount = 48 << 10

  package let metadata: ParquetMetadata
  private let source: any ByteRangeSource
  private let limits: ReadingLimits
  private let tail: SharedBytes

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

  /// All values of a column in a row group. Reads that column chunk alone.
  package func values(ofColumn index: Int, rowGroup: Int) async throws -> ColumnValues {
    let place = try Place(index, rowGroup, in: metadata)
    return try await place.locatingErrors {
      let run = try await pageRun(place.chunk.byteRange, rowCount: place.rowCount)
      return try place.decode([run], limits: limits)
    }
  }

  /// The values of some rows of a row group. Reads only the pages that hold them, if the file has
  /// an offset index.
  /// - Parameter rows: Within the row group, in ascending order.
  package func values(
    ofColumn index: Int, rowGroup: Int, rows: [Int]
  ) async throws -> ColumnValues {
    let place = try Place(index, rowGroup, in: metadata)
    return try await place.locatingErrors {
      try place.check(rows)
      guard let pages = try await pages(place, withBounds: false) else {
        return try await values(ofColumn: index, rowGroup: rowGroup).rows(rows)
      }
      let selection = PageSelection(rows, in: pages)
      var runs: [PageRun] = []
      if let dictionary = place.dictionaryRange, !selection.isEmpty {
        runs.append(try await pageRun(dictionary, rowCount: 0))
      }
      for run in selection.runs {
        runs.append(try await pageRun(run.byteRange, rowCount: run.rowCount))
      }
      return try place.decode(runs, limits: limits).rows(selection.positions)
    }
  }

  // MARK: Page indexes

  /// The data pages of a column in a row group, with bounds if the file has a column index; nil
  /// if the file has no offset index. Reads the indexes alone.
  package func pages(ofColumn index: Int, rowGroup: Int) async throws -> [PageSummary]? {
    let place = try Place(index, rowGroup, in: metadata)
    return try await place.locatingErrors { try await pages(place, withBounds: true) }
  }

  private func pages(_ place: Place, withBounds: Bool) async throws -> [PageSummary]? {
    guard let offsetRange = place.chunk.offsetIndexRange else { return nil }
    let offsetIndex = try OffsetIndex(
      decoding: try await read(offsetRange), at: offsetRange.lowerBound)
    var columnIndex: ColumnIndex?
    if withBounds, let columnRange = place.chunk.columnIndexRange {
      columnIndex = try ColumnIndex(
        decoding: try await read(columnRange), at: columnRange.lowerBound)
    }
    return try PageSummary.pages(
      offsetIndex, columnIndex, of: place.chunk, type: place.column.physicalType,
      rowCount: place.rowCount)
  }

  // MARK: Details

  private func pageRun(_ range: Range<Int>, rowCount: Int) async throws -> PageRun {
    PageRun(bytes: try await read(range), fileOffset: range.lowerBound, rowCount: rowCount)
  }

  private func read(_ range: Range<Int>) async throws -> SharedBytes {
    let tailStart = source.byteCount - tail.count
    if range.lowerBound >= tailStart {
      return tail[(range.lowerBound - tailStart)..<(range.upperBound - tailStart)]
    }
    return try await source.readExactly(range)
  }
}

extension ByteRangeSource {
  fileprivate func readExactly(_ range: Range<Int>) async throws -> SharedBytes {
    let bytes = try await read(range)
    guard bytes.count == range.count else {
      throw ParquetError(
        .truncated, expected: "\(range.count) bytes", found: "\(bytes.count)",
        at: .init(byteOffset: range.lowerBound))
    }
    return bytes
  }
}
