internal import Bytes

/// What was found in a part of an upload.
package struct PartFindings: Sendable {
  let rows: RowProfile
  let ids: SortedIDs
}

extension SpeculativeRead {
  /// Surveys a part and reads its accepted rows; what `batch` held before is gone.
  ///
  /// Parts may be read in any order, and at once, each into a `SnapshotBatch` of its own.
  /// - Returns: nil where something is not as foretold.
  package func read(_ part: UploadPart, into batch: inout SnapshotBatch) -> PartFindings? {
    text.withUnsafeBytes { text in
      let seen = part.index == 0 ? 0..<part.range.upperBound : part.range
      guard UTF8Text.isValid(UnsafeRawBufferPointer(rebasing: text[seen])) else { return nil }
      // What is behind the part does not exist for whoever reads it, so that it ends with a row.
      let text = UnsafeRawBufferPointer(rebasing: text[..<part.range.upperBound])
      var rows = RowProfile(part: part.index, like: sample)
      guard (try? read(part, of: text, noting: &rows, into: &batch)) == true else { return nil }
      rows.ids = []
      return PartFindings(rows: rows, ids: batch.sortedIDs())
    }
  }

  private func read(
    _ part: UploadPart, of text: UnsafeRawBufferPointer, noting rows: inout RowProfile,
    into batch: inout SnapshotBatch
  ) throws(Rejection) -> Bool {
    switch table {
    case .csv(let delimiter, let columns):
      var source = CSVProfile(
        text, delimiter: delimiter, from: part.range.lowerBound, columns: columns,
        limits: settings.limits)
      return try read(part, from: &source, text, noting: &rows, into: &batch)
    case .json(let isInArray, let columns):
      var source = JSONRowSource(
        text, from: part.range.lowerBound, isInArray: isInArray, keys: JSONKeys(columns: columns),
        limits: settings.limits)
      let isRead = try read(part, from: &source, text, noting: &rows, into: &batch)
      return isRead && !source.hasMetUnknownKeys
    // Nothing is foretold of a workbook, which is read in one way anyway.
    case .workbook: return false
    }
  }

  /// - Returns: whether the part has as many rows as lines, the last part at the most as many.
  private func read(
    _ part: UploadPart, from source: inout some ProfiledRowSource, _ text: UnsafeRawBufferPointer,
    noting rows: inout RowProfile, into batch: inout SnapshotBatch
  ) throws(Rejection) -> Bool {
    let expected = settings.rowsPerBatch
    batch.begin(
      columns: Set(chosen.map(\.matched.column)), rowCount: expected,
      listing: settings.limits.listedProblems)
    var grid = CellGrid(columnCount: sample.columns.count)
    var reader = CellReader(in: text)
    while true {
      let left = expected - rows.rowCount
      try source.fill(&grid, rows: min(max(left, 1), CellGrid.rowCapacity))
      if grid.rowCount == 0 { break }
      if grid.rowCount > left { return false }
      rows.read(&grid, chosen, source, by: &reader, into: &batch)
    }
    batch.finish()
    return rows.rowCount == expected || part.range.upperBound == self.text.count
  }

  /// Takes together what was found in all parts.
  /// - Parameter findings: of the parts, in their order.
  /// - Returns: what the survey would report; nil where that is not what was foretold, or not known.
  package func confirm(_ findings: [PartFindings]) -> ReadingReport? {
    guard isHandedOut, findings.reduce(0, { $0 + $1.rows.rowCount }) <= settings.limits.rows,
      !SortedIDs.haveRepetition(findings.map(\.ids))
    else { return nil }
    var rows = RowProfile(part: 0, like: sample)
    for found in findings { rows.append(found.rows) }
    var report = report
    var isForeseen = true
    let columns = try? UploadProfile.conclude(&rows, noting: &report) { () throws(Rejection) in
      isForeseen = false
      return []
    }
    guard let columns, isForeseen, columns.map(\.reading) == chosen.map(\.reading) else {
      return nil
    }
    return report
  }
}

extension ColumnChoice.Chosen {
  /// What tells how the column is read.
  fileprivate var reading: Reading { Reading(index: index, grammar: matched.grammar) }

  fileprivate struct Reading: Equatable {
    let index: Int
    let grammar: NumberGrammar?
  }
}
