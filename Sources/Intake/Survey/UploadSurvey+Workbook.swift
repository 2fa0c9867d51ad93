internal import Bytes

extension UploadSurvey {
  /// The first way through a workbook: puts the sheet that holds the players on a tape, which from
  /// then on is the text, and surveys that.
  static func surveyWorkbook(
    _ content: SharedBytes, _ settings: IntakeSettings, noting report: inout IntakeReport
  ) throws(Refusal) -> (tape: SharedBytes, result: Result) {
    var recorded: RecordedSheet?
    let tape = try content.withUnsafeBytes { bytes throws(Refusal) in
      try CellTape.make(from: bytes, limits: settings.limits) { tape throws(Refusal) in
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
    report.claims = recorded.claims
    report.ignoredHeaders = recorded.choice.header.unknownHeaders
    if !recorded.choice.others.isEmpty {
      report.notes.append(.otherSheetsNotRead(recorded.choice.others))
    }
    let result = try tape.withUnsafeBytes { tape throws(Refusal) in
      try survey(recorded, on: tape, settings, noting: &report)
    }
    return (tape, result)
  }

  private static func survey(
    _ sheet: RecordedSheet, on tape: UnsafeRawBufferPointer, _ settings: IntakeSettings,
    noting report: inout IntakeReport
  ) throws(Refusal) -> Result {
    let header = sheet.choice.header
    var source = TapeSurvey(tape, from: sheet.start, header)
    var rows = RowSurvey(firstRow: header.number + 1, settings: settings)
    try rows.run(over: &source, tape)
    try rows.settle(try RowClaims(of: tape, sheet), noting: &report)
    let columns = try conclude(&rows, noting: &report) { () throws(Refusal) in
      let others = header.indices { $0 == nil }
      var source = TapeRowSource(tape, from: sheet.start, gridColumns: others)
      return try LocaleSurvey.signs(in: &source, columnCount: others.count { $0 >= 0 }, tape)
    }
    let indices = header.indices { $0 != nil }
    return Result(table: .workbook(columns: indices), rows: rows, columns: columns)
  }
}
