internal import Datasets

/// The sheet of a workbook that holds the players, as it is put on a tape.
struct RecordedSheet {
  let choice: SheetChoice
  /// What the workbook says of its kingdom and its day outside of the players' rows.
  let hints: UploadHints
  /// Where the row below the header begins on the tape.
  private(set) var start: Int
  private let strings: SharedStrings
  private let styles: DateStyles

  /// The header is looked for in this many bytes of each sheet.
  private static let searchedCount = 1 << 20

  /// Finds the sheet; its rows are not on the tape yet.
  /// - Parameter kingdom: the one the upload is of, where that is known.
  init(
    of workbook: Workbook, _ archive: UnsafeRawBufferPointer, kingdom: Kingdom?,
    limits: UploadLimits, onto tape: inout CellTape
  ) throws(Rejection) {
    let strings = try SharedStrings(of: workbook, archive, limits: limits, onto: &tape)
    let styles = try DateStyles(of: workbook, archive, limits: limits)
    let texts = tape.bytes
    var hints = UploadHints()
    choice = try SheetChoice(
      among: workbook.sheets, of: kingdom, limits: limits
    ) { sheet throws(Rejection) in
      var preview = SheetPreview(strings, on: texts, styles)
      var reader = try SheetReader(sheet.part, in: archive, limits: limits)
      try reader.read(into: &preview, upTo: Self.searchedCount)
      hints.add(UploadHints(ofSheet: sheet.name, preview.rows))
      return preview.rows
    }
    if let kingdom = choice.namedKingdom {
      hints.kingdoms.append(.init(value: kingdom, source: .sheetName))
    }
    self.hints = hints
    self.strings = strings
    self.styles = styles
    start = tape.count
  }

  /// Puts the rows on the tape.
  func record(
    _ archive: UnsafeRawBufferPointer, limits: UploadLimits, onto tape: inout CellTape
  ) throws(Rejection) {
    let part = choice.sheet.part
    var recorder = SheetRecorder(choice.header, strings, styles, of: part.name, onto: tape)
    var reader = try SheetReader(part, in: archive, limits: limits)
    try reader.read(into: &recorder)
    tape = recorder.tape
  }
}

extension SharedStrings {
  fileprivate init(
    of workbook: Workbook, _ archive: UnsafeRawBufferPointer, limits: UploadLimits,
    onto tape: inout CellTape
  ) throws(Rejection) {
    self.init()
    if let part = workbook.sharedStrings {
      self = try SharedStrings(part, in: archive, limits: limits, onto: &tape)
    }
  }
}

extension DateStyles {
  fileprivate init(
    of workbook: Workbook, _ archive: UnsafeRawBufferPointer, limits: UploadLimits
  ) throws(Rejection) {
    self.init(countsFrom1904: workbook.countsFrom1904)
    if let part = workbook.styles {
      self = try DateStyles(
        part, archive, countsFrom1904: workbook.countsFrom1904, limits: limits)
    }
  }
}
