internal import Bytes

extension UploadProfile {
  /// The first way through a workbook: puts the sheet that holds the players on a tape, which from
  /// then on is the text, and surveys that.
  static func profileWorkbook(
    _ content: SharedBytes, _ settings: ReadingSettings, noting report: inout ReadingReport
  ) throws(Rejection) -> (tape: SharedBytes, result: Result) {
    var recorded: RecordedSheet?
    let tape = try content.withUnsafeBytes { bytes throws(Rejection) in
      try CellTape.make(from: bytes, limits: settings.limits) { tape throws(Rejection) in
        let workbook = try Workbook(reading: bytes, limits: settings.limits)
        let sheet = try RecordedSheet(
          of: workbook, bytes, kingdom: settings.destination?.kingdom, limits: settings.limits,
          onto: &tape)
        try sheet.record(bytes, limits: settings.limits, onto: &tape)
        recorded = sheet
      }
    }
    guard let recorded else { preconditionFailure("a workbook without a sheet was accepted") }
    report.format = .workbook(sheet: recorded.choice.sheet.name)
    report.headerRow = recorded.choice.header.number
    report.hints = recorded.hints
    report.ignoredHeaders = recorded.choice.header.unknownHeaders
    if !recorded.choice.others.isEmpty {
      report.notes.append(.otherSheetsNotRead(recorded.choice.others))
    }
    let result = try tape.withUnsafeBytes { tape throws(Rejection) in
      try profile(recorded, on: tape, settings, noting: &report)
    }
    return (tape, result)
  }

  private static func profile(
    _ sheet: RecordedSheet, on tape: UnsafeRawBufferPointer, _ settings: ReadingSettings,
    noting report: inout ReadingReport
  ) throws(Rejection) -> Result {
    let header = sheet.choice.header
    var source = TapeProfile(tape, from: sheet.start, header)
    var rows = RowProfile(firstRow: header.number + 1, settings: settings)
    try rows.run(over: &source, tape)
    try rows.settle(try RowHints(of: tape, sheet), noting: &report)
    let columns = try conclude(&rows, noting: &report) { () throws(Rejection) in
      let others = header.indices { $0 == nil }
      var source = TapeRowSource(tape, from: sheet.start, gridColumns: others)
      return try LocaleProfile.signs(in: &source, columnCount: others.count { $0 >= 0 }, tape)
    }
    let indices = header.indices { $0 != nil }
    return Result(table: .workbook(columns: indices), rows: rows, columns: columns)
  }
}
