internal import Bytes

extension UploadSurvey {
  /// The first way through a workbook: puts the sheet that holds the players on a tape, which from
  /// then on is the text, and surveys that.
  static func surveyWorkbook(
    _ content: SharedBytes, _ settings: IntakeSettings, noting report: inout IntakeReport
  ) throws(Refusal) -> (tape: SharedBytes, result: Result) {
    var recorded: RecordedSheet?
    let tape = try content.withUnsafeBytes { bytes throws(Refusal) in
      let archive = try ZIPArchive(bytes)
      try WorkbookKind.check(archive, bytes, limits: settings.limits)
      let workbook = try Workbook(archive, bytes, limits: settings.limits)
      // Reserved is what the tape may take at the most; what is never written takes no memory.
      let greatest = settings.limits.greatestContent(
        ofCompressed: bytes.count, upTo: settings.limits.textBytes)
      return try SharedBytes(reserving: greatest) { memory throws(Refusal) in
        var tape = CellTape(in: memory)
        recorded = try RecordedSheet(of: workbook, bytes, settings, onto: &tape)
        return tape.count
      }
    }
    guard let recorded else { preconditionFailure("a workbook without a sheet was accepted") }
    report.format = .workbook(sheet: recorded.choice.sheet.name)
    report.headerRow = recorded.choice.header.number
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
    let columns = try conclude(&rows, noting: &report) { () throws(Refusal) in
      let others = header.indices { $0 == nil }
      var source = TapeRowSource(tape, from: sheet.start, gridColumns: others)
      return try LocaleSurvey.signs(in: &source, columnCount: others.count { $0 >= 0 }, tape)
    }
    let indices = header.indices { $0 != nil }
    return Result(table: .workbook(columns: indices), rows: rows, columns: columns)
  }
}

/// The sheet of a workbook that holds the players, as it was put on a tape.
struct RecordedSheet {
  let choice: SheetChoice
  /// Where the row below the header begins on the tape.
  let start: Int

  /// The header is looked for in this many bytes of each sheet.
  private static let searchedCount = 1 << 20

  init(
    of workbook: Workbook, _ archive: UnsafeRawBufferPointer, _ settings: IntakeSettings,
    onto tape: inout CellTape
  ) throws(Refusal) {
    let limits = settings.limits
    let strings =
      if let part = workbook.sharedStrings {
        try SharedStrings(part, in: archive, limits: limits, onto: &tape)
      } else {
        SharedStrings()
      }
    let texts = tape.bytes
    choice = try SheetChoice(
      among: workbook.sheets, of: settings.kingdom, limits: limits
    ) { sheet throws(Refusal) in
      var preview = SheetPreview(strings, on: texts)
      var reader = try SheetReader(sheet.part, in: archive, limits: limits)
      try reader.read(into: &preview, upTo: Self.searchedCount)
      return preview.rows
    }
    start = tape.count
    let part = choice.sheet.part
    var recorder = SheetRecorder(choice.header, strings, of: part.name, onto: tape)
    var reader = try SheetReader(part, in: archive, limits: limits)
    try reader.read(into: &recorder)
    tape = recorder.tape
  }
}
