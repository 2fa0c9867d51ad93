package import Bytes
package import Rankings

extension UploadClaims {
  /// Rows that are looked at to learn which keys a JSON upload has.
  private static let sampledRows = 64

  /// What the content of an upload says. Its rows are gone through only where they have a column
  /// that says something.
  /// - Parameter kingdom: the one the upload is of, where that is known already: of a workbook with
  ///   sheets of several kingdoms, its sheet is read.
  /// - Throws: why the upload cannot be read.
  package init(
    of upload: SharedBytes, kingdom: Kingdom? = nil, limits: IntakeLimits = IntakeLimits()
  ) throws(Refusal) {
    var report = IntakeReport(listing: 0)
    let content = try UploadText.unpack(upload, limits: limits, noting: &report)
    if content.withUnsafeBytes(ZIPArchive.isLikely) {
      self = try Self.ofWorkbook(content, of: kingdom, limits)
      return
    }
    let text =
      if let text = UploadText.probablyUTF8(content, limits: limits) {
        text
      } else {
        try UploadText.decode(content, limits: limits, noting: &report)
      }
    self = try text.withUnsafeBytes { text throws(Refusal) in
      let rows =
        JSONTable.isLikely(text) ? try Self.ofJSON(text, limits) : try Self.ofCSV(text, limits)
      return rows?.claims ?? UploadClaims()
    }
  }

  private static func ofCSV(
    _ text: UnsafeRawBufferPointer, _ limits: IntakeLimits
  ) throws(Refusal) -> RowClaims? {
    try RowClaims(of: text, try CSVHeader.find(in: text, limits: limits), limits)
  }

  private static func ofJSON(
    _ text: UnsafeRawBufferPointer, _ limits: IntakeLimits
  ) throws(Refusal) -> RowClaims? {
    let table = try JSONTable(in: text, limits: limits)
    var source = JSONRowSource(
      text, from: table.start, isInArray: table.isInArray, keys: nil, limits: limits)
    var grid = CellGrid(columnCount: 0)
    try source.fill(&grid, rows: sampledRows)
    return try RowClaims(of: text, table, keys: source.ignoredKeys, limits)
  }

  private static func ofWorkbook(
    _ content: SharedBytes, of kingdom: Kingdom?, _ limits: IntakeLimits
  ) throws(Refusal) -> UploadClaims {
    var claims = UploadClaims()
    var recorded: RecordedSheet?
    let tape = try content.withUnsafeBytes { bytes throws(Refusal) in
      try CellTape.make(from: bytes, limits: limits) { tape throws(Refusal) in
        let workbook = try Workbook(reading: bytes, limits: limits)
        let sheet = try RecordedSheet(
          of: workbook, bytes, kingdom: kingdom, limits: limits, onto: &tape)
        claims = sheet.claims
        if ClaimColumns(among: sheet.choice.header.unknownHeaders).isEmpty { return }
        try sheet.record(bytes, limits: limits, onto: &tape)
        recorded = sheet
      }
    }
    guard let recorded else { return claims }
    let rows = try tape.withUnsafeBytes { tape throws(Refusal) in
      try RowClaims(of: tape, recorded)
    }
    if let rows { claims.add(rows.claims) }
    return claims
  }
}
