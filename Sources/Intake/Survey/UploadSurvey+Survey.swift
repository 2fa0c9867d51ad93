internal import Bytes
internal import Rankings

extension UploadSurvey {
  struct Result {
    let table: UploadTable
    let rows: RowSurvey
    let columns: [ColumnChoice.Chosen]
  }

  /// The first way through a text.
  static func survey(
    _ text: SharedBytes, _ settings: IntakeSettings, noting report: inout IntakeReport
  ) throws(Refusal) -> Result {
    try text.withUnsafeBytes { text throws(Refusal) in
      if JSONTable.isLikely(text) {
        try surveyJSON(text, settings, noting: &report)
      } else {
        try surveyCSV(text, settings, noting: &report)
      }
    }
  }

  private static func surveyCSV(
    _ text: UnsafeRawBufferPointer, _ settings: IntakeSettings,
    noting report: inout IntakeReport
  ) throws(Refusal) -> Result {
    let header = try CSVHeader.find(in: text, limits: settings.limits)
    report.format = .csv(delimiter: header.delimiter)
    report.headerRow = header.row
    report.ignoredHeaders = zip(header.cells, header.meanings).compactMap { cell, meaning in
      meaning == nil && !HeaderName(cell).isBlank ? cell : nil
    }
    var source = CSVSurvey(text, header, limits: settings.limits)
    var rows = RowSurvey(firstRow: header.row + 1, settings: settings)
    try rows.run(over: &source, text)
    let columns = try conclude(&rows, noting: &report)
    var next = 0
    let indices = header.meanings.map { meaning in
      if meaning == nil { return -1 }
      defer { next += 1 }
      return next
    }
    return Result(
      table: .csv(delimiter: header.delimiter, columns: indices), rows: rows, columns: columns)
  }

  private static func surveyJSON(
    _ text: UnsafeRawBufferPointer, _ settings: IntakeSettings,
    noting report: inout IntakeReport
  ) throws(Refusal) -> Result {
    let table = try JSONTable(in: text, limits: settings.limits)
    report.format = table.format
    var source = JSONRowSource(
      text, from: table.start, isInArray: table.isInArray, keys: nil, limits: settings.limits)
    var rows = RowSurvey(firstRow: 1, settings: settings)
    try rows.run(over: &source, text)
    try table.checkRest(of: text, after: source.position)
    report.ignoredHeaders = source.ignoredKeys
    let columns = try conclude(&rows, noting: &report)
    return Result(
      table: .json(isInArray: table.isInArray, columns: source.keys.columns), rows: rows,
      columns: columns)
  }

  /// Judges the rows as a whole once all are known, and chooses the columns to read.
  private static func conclude(
    _ rows: inout RowSurvey, noting report: inout IntakeReport
  ) throws(Refusal) -> [ColumnChoice.Chosen] {
    report.rows = rows.counts
    report.problems = rows.problems
    guard rows.counts.total > 0 else {
      throw Refusal(
        .noRows, at: Refusal.Place(row: rows.firstRow), found: "no rows",
        expected: "a row for each player")
    }
    guard let idColumn = rows.idColumn else {
      throw Refusal(
        .noIDColumn,
        found: (rows.columns.map(\.candidate.header) + report.ignoredHeaders)
          .joined(separator: ", "),
        expected: ColumnAliases.expectedID)
    }
    let choice = ColumnChoice(among: rows.columns, idColumn: idColumn)
    report.columns = choice.chosen.map(\.matched)
    report.passedOver = choice.passedOver
    report.ignoredHeaders += choice.unneeded
    report.notes += choice.notes
    if rows.counts.accepted == 0 {
      throw Refusal(
        .allRowsRefused, at: Refusal.Place(column: rows.columns[idColumn].candidate.header),
        found: "\(rows.counts.refused) rows without a usable id",
        expected: Problem.Code.unusableID.expected, problems: rows.problems.listed)
    }
    try rows.settleDuplicates()
    report.rows = rows.counts
    report.problems = rows.problems
    return choice.chosen
  }
}
