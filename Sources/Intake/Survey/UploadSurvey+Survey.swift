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
    report.note(header)
    var source = CSVSurvey(text, header, limits: settings.limits)
    var rows = RowSurvey(firstRow: header.row.number + 1, settings: settings)
    try rows.run(over: &source, text)
    try rows.settle(try RowClaims(of: text, header, settings.limits), noting: &report)
    let columns = try conclude(&rows, noting: &report) { () throws(Refusal) in
      let others = header.row.indices { $0 == nil }
      var source = CSVRowSource(
        text, delimiter: header.delimiter, from: header.end, gridColumns: others,
        limits: settings.limits)
      return try LocaleSurvey.signs(in: &source, columnCount: others.count { $0 >= 0 }, text)
    }
    let indices = header.row.indices { $0 != nil }
    return Result(
      table: .csv(delimiter: header.delimiter, columns: indices), rows: rows, columns: columns)
  }

  private static func surveyJSON(
    _ text: UnsafeRawBufferPointer, _ settings: IntakeSettings,
    noting report: inout IntakeReport
  ) throws(Refusal) -> Result {
    var table = try JSONTable(in: text, limits: settings.limits)
    report.format = table.format
    var (source, rows) = try surveyRows(of: table, text, settings)
    if try !table.isWhole(text, after: source.position) {
      table = table.asLines
      report.format = table.format
      (source, rows) = try surveyRows(of: table, text, settings)
    }
    report.ignoredHeaders = source.ignoredKeys
    try rows.settle(
      try RowClaims(of: text, table, keys: source.ignoredKeys, settings.limits), noting: &report)
    let keys = source.keys.columns
    let columns = try conclude(&rows, noting: &report) { [table] () throws(Refusal) in
      let names = keys.filter { $0.value < 0 }.keys.enumerated()
      let others = Dictionary(uniqueKeysWithValues: names.map { ($1, $0) })
      var source = JSONRowSource(
        text, from: table.start, isInArray: table.isInArray, keys: JSONKeys(columns: others),
        limits: settings.limits)
      return try LocaleSurvey.signs(in: &source, columnCount: others.count, text)
    }
    return Result(
      table: .json(isInArray: table.isInArray, columns: keys), rows: rows,
      columns: columns)
  }

  private static func surveyRows(
    of table: JSONTable, _ text: UnsafeRawBufferPointer, _ settings: IntakeSettings
  ) throws(Refusal) -> (JSONRowSource, RowSurvey) {
    var source = JSONRowSource(
      text, from: table.start, isInArray: table.isInArray, keys: nil, limits: settings.limits)
    var rows = RowSurvey(firstRow: 1, settings: settings)
    try rows.run(over: &source, text)
    return (source, rows)
  }

  /// Judges the rows as a whole once all are known, and chooses the columns to read.
  /// - Parameter elsewhere: looks at the columns without a meaning where the others leave open
  ///   what their separators mean.
  static func conclude(
    _ rows: inout RowSurvey, noting report: inout IntakeReport,
    elsewhere: () throws(Refusal) -> WrittenNumber.Signs
  ) throws(Refusal) -> [ColumnChoice.Chosen] {
    report.rows = rows.counts
    report.problems = rows.problems
    guard rows.counts.total > 0 else {
      throw Refusal(
        .noRows, at: Refusal.Place(row: rows.firstRow), found: "no rows",
        expected: "a row for each player")
    }
    guard let idColumn = rows.idColumn else {
      let headers = rows.columns.map(\.candidate.header) + report.ignoredHeaders
      throw .noIDColumn(among: headers, at: Refusal.Place())
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
    _ rows: RowSurvey, of idHeader: String
  ) throws(Refusal) {
    if rows.counts.accepted > 0 { return }
    throw Refusal(
      .allRowsRefused, at: Refusal.Place(column: idHeader),
      found: "rows without a usable id: \(rows.counts.refused)",
      expected: Problem.Code.unusableID.expected, problems: rows.problems.listed)
  }
}

extension IntakeReport {
  /// Takes in what the header of a CSV text tells.
  mutating func note(_ header: CSVHeader) {
    format = .csv(delimiter: header.delimiter)
    headerRow = header.row.number
    ignoredHeaders = header.row.unknownHeaders
  }
}
