internal import Bytes
internal import Datasets

/// The findings of a part of an upload.
package struct PartFindings: Sendable {
  let rows: RowProfile
  let ids: SortedIDs
}

extension SpeculativeRead {
  /// Profiles a part and reads its accepted rows; what `batch` held before is gone.
  ///
  /// Parts may be read in any order, and at once, each into a `SnapshotBatch` of its own.
  /// - Returns: nil where something is not as predicted.
  package func read(_ part: UploadPart, into batch: inout SnapshotBatch) -> PartFindings? {
    text.withUnsafeBytes { text in
      let seen = part.index == 0 ? 0..<part.range.upperBound : part.range
      guard UTF8Text.isValid(UnsafeRawBufferPointer(rebasing: text[seen])) else { return nil }
      // The reader does not see the text after the part, so the part ends with a row.
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
    try read(part, of: layout, text, noting: &rows, into: &batch)
  }

  private func read(
    _ part: UploadPart, of layout: some TableLayout, _ text: UnsafeRawBufferPointer,
    noting rows: inout RowProfile, into batch: inout SnapshotBatch
  ) throws(Rejection) -> Bool {
    var source = layout.rows(
      in: text, from: part.range.lowerBound, gridColumns: layout.candidateColumns)
    let isRead = try read(part, from: &source, text, noting: &rows, into: &batch)
    return isRead && !source.hasMetUnknownColumns
  }

  /// - Returns: whether the part has as many rows as lines, the last part at most as many.
  private func read(
    _ part: UploadPart, from source: inout some RowSource, _ text: UnsafeRawBufferPointer,
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
  /// - Returns: what the profile would report; nil where that is not what was predicted, or not
  ///   known.
  package func confirm(_ findings: [PartFindings]) -> ReadingReport? {
    guard isHandedOut, findings.reduce(0, { $0 + $1.rows.rowCount }) <= settings.limits.rows,
      !SortedIDs.haveRepetition(findings.map(\.ids))
    else { return nil }
    var rows = RowProfile(part: 0, like: sample)
    for found in findings { rows.append(found.rows) }
    var report = report
    var isPredicted = true
    let columns = try? UploadProfile.conclude(&rows, noting: &report) { () throws(Rejection) in
      isPredicted = false
      return []
    }
    guard let columns, isPredicted, columns.map(\.reading) == chosen.map(\.reading) else {
      return nil
    }
    return report
  }
}

extension ColumnChoice.Chosen {
  /// What decides how the column is read.
  fileprivate var reading: Reading { Reading(index: index, grammar: matched.grammar) }

  fileprivate struct Reading: Equatable {
    let index: Int
    let grammar: NumberGrammar?
  }
}

extension RowProfile {
  /// A profile of a part of the rows, whose columns are those of the first ones.
  /// - Parameter part: how many parts of `rowsPerBatch` rows stand before it.
  init(part: Int, like first: RowProfile) {
    self.init(
      firstRow: first.firstRow + part * first.settings.rowsPerBatch, settings: first.settings,
      columns: first.columns.map { ColumnProfile($0.candidate) }, idColumn: first.idColumn)
  }

  /// Profiles the rows of a grid, and reads those that are accepted.
  ///
  /// A cell of digits alone is evidence of nothing but itself, so that it is looked at once: when
  /// it is read.
  mutating func read(
    _ grid: inout CellGrid, _ chosen: [ColumnChoice.Chosen], _ source: some RowSource,
    by reader: inout CellReader, into batch: inout SnapshotBatch
  ) {
    let firstNumber = firstRow + rowCount
    // The batch keeps the ids.
    ids.removeAll(keepingCapacity: true)
    let unusable = addRows(of: grid, source, &reader.text)
    // A rejected row may still reveal what a separator means.
    let isEvidence = unusable.isEmpty
    let numbers = chosen.filter { $0.matched.grammar != nil }
    for column in columns.indices
    where !isEvidence || !numbers.contains(where: { $0.index == column }) {
      columns[column].examine(grid.column(column), &reader.text)
    }
    if !unusable.isEmpty { grid.keepRows(ids.map { $0 != 0 }) }
    let firstOut = batch.ids.count
    batch.append(rowsWithIDs: ids[...], firstNumber: firstNumber)
    for column in chosen where column.matched.column != .id {
      let cells = grid.column(column.index)
      let others = reader.read(cells, as: column.matched, from: firstOut, into: &batch)
      if isEvidence, column.matched.grammar != nil {
        columns[column.index].examine(cells, exceptDigits: others, &reader.text)
      }
    }
  }

  /// Merges the findings of later rows; their ids stay where they are.
  mutating func append(_ later: RowProfile) {
    rowCount += later.rowCount
    counts.accepted += later.counts.accepted
    counts.refused += later.counts.refused
    counts.blank += later.counts.blank
    problems.append(later.problems)
    for column in columns.indices { columns[column].append(later.columns[column]) }
  }
}
