internal import Bytes

extension UploadProfile {
  struct Result {
    let table: UploadTable
    let rows: RowProfile
    let columns: [ColumnChoice.Chosen]
  }

  /// The first way through a text.
  static func profile(
    _ text: SharedBytes, _ settings: ReadingSettings, noting report: inout ReadingReport
  ) throws(Rejection) -> Result {
    try text.withUnsafeBytes { text throws(Rejection) in
      if JSONTable.isLikely(text) {
        try profileJSON(text, settings, noting: &report)
      } else {
        try profileCSV(text, settings, noting: &report)
      }
    }
  }

  private static func profileCSV(
    _ text: UnsafeRawBufferPointer, _ settings: ReadingSettings,
    noting report: inout ReadingReport
  ) throws(Rejection) -> Result {
    let header = try CSVHeader.find(in: text, limits: settings.limits)
    report.note(header)
    var source = CSVProfile(text, header, limits: settings.limits)
    var rows = RowProfile(firstRow: header.row.number + 1, settings: settings)
    try rows.run(over: &source, text)
    try rows.settle(try RowHints(of: text, header, settings.limits), noting: &report)
    let columns = try conclude(&rows, noting: &report) { () throws(Rejection) in
      let others = header.row.indices { $0 == nil }
      var source = CSVRowSource(
        text, delimiter: header.delimiter, from: header.end, gridColumns: others,
        limits: settings.limits)
      return try LocaleProfile.signs(in: &source, columnCount: others.count { $0 >= 0 }, text)
    }
    let indices = header.row.indices { $0 != nil }
    return Result(
      table: .csv(delimiter: header.delimiter, columns: indices), rows: rows, columns: columns)
  }

  private static func profileJSON(
    _ text: UnsafeRawBufferPointer, _ settings: ReadingSettings,
    noting report: inout ReadingReport
  ) throws(Rejection) -> Result {
    var table = try JSONTable(in: text, limits: settings.limits)
    report.format = table.format
    var (source, rows) = try profileRows(of: table, text, settings)
    if try !table.isWhole(text, after: source.position) {
      table = table.asLines
      report.format = table.format
      (source, rows) = try profileRows(of: table, text, settings)
    }
    report.ignoredHeaders = source.ignoredKeys
    try rows.settle(
      try RowHints(of: text, table, keys: source.ignoredKeys, settings.limits), noting: &report)
    let keys = source.keys.columns
    let columns = try conclude(&rows, noting: &report) { [table] () throws(Rejection) in
      let names = keys.filter { $0.value < 0 }.keys.enumerated()
      let others = Dictionary(uniqueKeysWithValues: names.map { ($1, $0) })
      var source = JSONRowSource(
        text, from: table.start, isInArray: table.isInArray, keys: JSONKeys(columns: others),
        limits: settings.limits)
      return try LocaleProfile.signs(in: &source, columnCount: others.count, text)
    }
    return Result(
      table: .json(isInArray: table.isInArray, columns: keys), rows: rows,
      columns: columns)
  }

  private static func profileRows(
    of table: JSONTable, _ text: UnsafeRawBufferPointer, _ settings: ReadingSettings
  ) throws(Rejection) -> (JSONRowSource, RowProfile) {
    var source = JSONRowSource(
      text, from: table.start, isInArray: table.isInArray, keys: nil, limits: settings.limits)
    var rows = RowProfile(firstRow: 1, settings: settings)
    try rows.run(over: &source, text)
    return (source, rows)
  }

  /// Judges the rows as a whole once all are known, and chooses the columns to read.
  /// - Parameter elsewhere: looks at the columns without a meaning where the others leave open
  ///   what their separators mean.
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

extension ReadingReport {
  /// Takes in what the header of a CSV text tells.
  mutating func note(_ header: CSVHeader) {
    format = .csv(delimiter: header.delimiter)
    headerRow = header.row.number
    ignoredHeaders = header.row.unknownHeaders
  }
}
