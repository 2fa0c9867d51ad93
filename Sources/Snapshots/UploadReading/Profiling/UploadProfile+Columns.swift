extension UploadProfile {
  /// Judges the rows as a whole and chooses the columns to read.
  /// - Parameter elsewhere: examines unknown columns if the others do not reveal what their
  ///   separators mean.
  static func conclude(
    _ rows: inout RowProfile, noting report: inout ReadingReport,
    elsewhere: () throws(Rejection) -> WrittenNumber.Signs
  ) throws(Rejection) -> [ColumnChoice.Chosen] {
    report.rows = rows.counts
    report.problems = rows.problems
    guard rows.counts.total > 0 else {
      throw Rejection(
        .noRows, at: Rejection.Place(row: rows.firstRow), found: "no rows",
        expected: "a row for each player")
    }
    guard let idColumn = rows.idColumn else {
      let headers = rows.columns.map(\.candidate.header) + report.ignoredHeaders
      throw .noIDColumn(among: headers, at: Rejection.Place())
    }
    var choice = ColumnChoice(among: rows.columns, idColumn: idColumn)
    if choice.isAssuming {
      choice = ColumnChoice(
        among: rows.columns, idColumn: idColumn, elsewhere: try elsewhere())
    }
    report.columns = choice.chosen.map(\.matched)
    report.passedOver = choice.passedOver
    report.ignoredHeaders += choice.unneeded
    report.notes += choice.notes
    try checkSomeAccepted(rows, of: rows.columns[idColumn].candidate.header)
    try rows.settleDuplicates()
    report.rows = rows.counts
    report.problems = rows.problems
    return choice.chosen
  }

  private static func checkSomeAccepted(
    _ rows: RowProfile, of idHeader: String
  ) throws(Rejection) {
    if rows.counts.accepted > 0 { return }
    throw Rejection(
      .allRowsRefused, at: Rejection.Place(column: idHeader),
      found: "rows without a usable id: \(rows.counts.refused)",
      expected: RowIssue.Code.unusableID.expected, problems: rows.problems.listed)
  }
}
