import Datasets

extension RowProfile {
  /// A survey of a part of the rows, whose columns are those of the first ones.
  /// - Parameter part: how many parts of `rowsPerBatch` rows stand before it.
  init(part: Int, like first: RowProfile) {
    self.init(
      firstRow: first.firstRow + part * first.settings.rowsPerBatch, settings: first.settings,
      columns: first.columns.map { ColumnProfile($0.candidate) }, idColumn: first.idColumn)
  }

  /// Surveys the rows of a grid, and reads those that are accepted.
  ///
  /// A cell of digits alone is evidence of nothing but itself, so that it is looked at once: when
  /// it is read.
  mutating func read(
    _ grid: inout CellGrid, _ chosen: [ColumnChoice.Chosen], _ source: some ProfiledRowSource,
    by reader: inout CellReader, into batch: inout SnapshotBatch
  ) {
    let firstNumber = firstRow + rowCount
    // The batch keeps the ids.
    ids.removeAll(keepingCapacity: true)
    let unusable = addRows(of: grid, source, &reader.text)
    // A row that is not accepted may tell what a separator means all the same.
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

  /// Takes in what was found in the rows further down; their ids are left where they are.
  mutating func append(_ later: RowProfile) {
    rowCount += later.rowCount
    counts.accepted += later.counts.accepted
    counts.refused += later.counts.refused
    counts.blank += later.counts.blank
    problems.append(later.problems)
    for column in columns.indices { columns[column].append(later.columns[column]) }
  }
}
