/// Values of one column in one row group that are asked for, often with others at once.
package struct ValueRequest: Sendable, Hashable {
  package let column: Int
  package let rowGroup: Int
  /// Within the row group, in ascending order; nil for all.
  package let rows: [Int]?

  package init(column: Int, rowGroup: Int, rows: [Int]? = nil) {
    self.column = column
    self.rowGroup = rowGroup
    self.rows = rows
  }
}

extension ValueRequest {
  /// Which bytes of a file hold what is asked for.
  struct Plan {
    let place: ParquetFile.Place
    /// Runs of whole pages, in their order; nothing is read where there are none.
    private(set) var runs: [PageSelection.Run] = []
    /// Where the rows stand among those of the runs; nil where the runs hold just these rows.
    private let positions: [Int]?

    /// - Parameter pages: nil where the file does not say where they are.
    init(_ request: ValueRequest, _ place: ParquetFile.Place, pages: [PageSummary]?) {
      self.place = place
      guard let rows = request.rows, let pages else {
        runs = [.init(byteRange: place.chunk.byteRange, rowCount: place.rowCount)]
        positions = request.rows
        return
      }
      let selection = PageSelection(rows, in: pages)
      if let dictionary = place.dictionaryRange, !selection.isEmpty {
        runs.append(.init(byteRange: dictionary, rowCount: 0))
      }
      runs += selection.runs
      positions = selection.positions
    }

    /// - Parameter byteLimit: Of what is read at once; what these values take is taken off.
    func decode(
      _ pieces: [PageRun], limits: ReadingLimits, byteLimit: inout Int
    ) throws(ParquetError) -> ColumnValues {
      var limits = limits
      limits.expandedByteCount = min(limits.expandedByteCount, byteLimit)
      let values = try place.decode(pieces, limits: limits)
      byteLimit -= min(byteLimit, values.byteArrayByteCount)
      return positions.map { values.rows($0) } ?? values
    }
  }
}
