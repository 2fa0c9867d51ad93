internal import Bytes
internal import Datasets

/// The result of one pass over an upload, which allows reading its rows in batches, several at once
/// on several cores, each directly into columns.
///
/// ```swift
/// let profile = try UploadProfile(of: UploadDocument(bytes, limits: settings.limits))
/// var batch = SnapshotBatch()
/// for index in 0..<profile.batchCount {
///   try profile.read(batch: index, into: &batch)
///   batch.ids, batch.numbers(.power), batch.texts(.name) ...
/// }
/// ```
package struct UploadProfile: Sendable {
  package let report: ReadingReport
  /// The bytes that the cells of the table point into.
  let text: SharedBytes
  let layout: any TableLayout
  let columns: [ColumnChoice.Chosen]
  /// The id of each row, 0 for a rejected row.
  let ids: [Int64]
  let batchStarts: [Int]
  let firstRow: Int
  let settings: ReadingSettings

  /// Finds the columns of an upload and checks its rows.
  /// - Throws: why the upload cannot be accepted, with what was learnt of it until then.
  package init(
    of document: UploadDocument, settings: ReadingSettings = ReadingSettings()
  ) throws(Rejection) {
    var report = ReadingReport(listing: settings.limits.listedProblems)
    let result: Result
    do throws(Rejection) {
      let format = try document.format(noting: &report)
      result = try Self.profile(document, format, settings, noting: &report)
    } catch {
      var rejection = error
      rejection.report = report
      throw rejection
    }
    if let target = settings.target {
      report.noteContradictions(of: report.hints, and: document.nameHints, with: target)
    }
    (text, layout, columns) = (result.text, result.layout, result.columns)
    (ids, batchStarts, firstRow) = (
      result.rows.ids, result.rows.batchStarts, result.rows.firstRow
    )
    self.settings = settings
    self.report = report
  }

  /// The number of batches, each of up to `ReadingSettings.rowsPerBatch` rows.
  package var batchCount: Int { batchStarts.count }
}

// MARK: The first way through the rows

extension UploadProfile {
  private struct Result {
    let text: SharedBytes
    let layout: any TableLayout
    let rows: RowProfile
    let columns: [ColumnChoice.Chosen]
  }

  private static func profile(
    _ document: UploadDocument, _ format: some UploadFormat, _ settings: ReadingSettings,
    noting report: inout ReadingReport
  ) throws(Rejection) -> Result {
    let found = try format.layout(for: settings.target?.kingdom)
    let text = try found.text()
    report.notes += found.notes
    return try text.withUnsafeBytes { bytes throws(Rejection) in
      var (layout, rows) = try profileRows(of: found, bytes, settings, noting: &report)
      report.ignoredHeaders = layout.unknownHeaders
      try rows.settle(try document.rowHints(of: layout), noting: &report)
      let columns = try conclude(&rows, noting: &report) { [layout] () throws(Rejection) in
        let others = layout.columns.indices { $0.meaning == nil }
        var source = layout.rows(in: bytes, from: nil, gridColumns: others)
        return try LocaleProfile.signs(in: &source, columnCount: others.count { $0 >= 0 }, bytes)
      }
      return Result(text: text, layout: layout, rows: rows, columns: columns)
    }
  }

  /// Goes through the rows, and once more where they turn out to be others.
  private static func profileRows<Layout: TableLayout>(
    of layout: Layout, _ text: UnsafeRawBufferPointer, _ settings: ReadingSettings,
    noting report: inout ReadingReport
  ) throws(Rejection) -> (Layout, RowProfile) {
    report.note(layout)
    var source = layout.rows(in: text)
    var rows = RowProfile(firstRow: layout.firstRow, settings: settings)
    try rows.run(over: &source, text)
    if let other = try layout.alternative(after: source, in: text) {
      return try profileRows(of: other, text, settings, noting: &report)
    }
    return (layout.knowing(source), rows)
  }
}

// MARK: Reading

extension UploadProfile {
  /// Reads the accepted rows of a batch and replaces the content of `batch`.
  ///
  /// Batches may be read in any order and concurrently, each into its own `SnapshotBatch`.
  /// - Parameter index: 0..<`batchCount`.
  /// - Throws: nothing that the profile has not rejected before.
  package func read(batch index: Int, into batch: inout SnapshotBatch) throws(Rejection) {
    precondition(0..<batchCount ~= index, "no such batch")
    try text.withUnsafeBytes { text throws(Rejection) in
      try read(batch: index, of: layout, text, into: &batch)
    }
  }

  private func read(
    batch index: Int, of layout: some TableLayout, _ text: UnsafeRawBufferPointer,
    into batch: inout SnapshotBatch
  ) throws(Rejection) {
    let gridColumns = layout.candidateColumns.map { candidate in
      columns.firstIndex { $0.index == candidate } ?? -1
    }
    var source = layout.rows(in: text, from: batchStarts[index], gridColumns: gridColumns)
    try read(rows(ofBatch: index), from: &source, text, into: &batch)
  }

  /// The rows of a batch, accepted or not; the first row of the file is 0.
  private func rows(ofBatch batch: Int) -> Range<Int> {
    let first = batch * settings.rowsPerBatch
    return first..<min(first + settings.rowsPerBatch, ids.count)
  }

  private func read(
    _ rows: Range<Int>, from source: inout some RowSource, _ text: UnsafeRawBufferPointer,
    into batch: inout SnapshotBatch
  ) throws(Rejection) {
    let accepted = ids[rows].count { $0 != 0 }
    batch.begin(
      columns: Set(columns.map(\.matched.column)), rowCount: accepted,
      listing: settings.limits.listedProblems)
    var grid = CellGrid(columnCount: columns.count)
    var cells = CellReader(in: text)
    var row = rows.lowerBound
    while row < rows.upperBound {
      try source.fill(&grid, rows: min(rows.upperBound - row, CellGrid.rowCapacity))
      if grid.rowCount == 0 { return }
      let read = row..<(row + grid.rowCount)
      let firstOut = batch.ids.count
      if ids[read].contains(0) { grid.keepRows(read.indices.map { ids[$0] != 0 }) }
      batch.append(rowsWithIDs: ids[read], firstNumber: firstRow + row)
      for (column, chosen) in columns.enumerated() where chosen.matched.column != .id {
        cells.read(grid.column(column), as: chosen.matched, from: firstOut, into: &batch)
      }
      row = read.upperBound
    }
  }
}
