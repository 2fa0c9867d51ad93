package import Bytes
package import Datasets
internal import Synchronization

/// An opened upload: decompressed once, its format recognised once and its table found once, for
/// all readers.
///
/// `hints` gives its kingdom and date; `SpeculativeRead` and `UploadProfile` read its rows.
package final class UploadDocument: Sendable {
  /// As it came.
  package let bytes: SharedBytes
  /// What its file's name says of its kingdom and its day.
  package let nameHints: UploadHints
  package let limits: UploadLimits
  private let understanding: Mutex<Understanding>

  /// - Parameter name: of its file.
  package init(_ bytes: SharedBytes, named name: String = "", limits: UploadLimits) {
    self.bytes = bytes
    self.limits = limits
    nameHints = UploadHints(fileName: name)
    understanding = Mutex(Understanding(of: bytes, limits))
  }

  /// What the content says of its kingdom and its day. Rows are gone through only where they have
  /// a column that says something.
  /// - Parameter kingdom: the one the upload is of, where that is known already: of a workbook with
  ///   sheets of several kingdoms, its sheet is read.
  /// - Throws: why the upload cannot be read.
  package func hints(for kingdom: Kingdom? = nil) throws(Rejection) -> UploadHints {
    try hints(of: try likelyFormat(), kingdom)
  }

  private func hints(
    of format: some UploadFormat, _ kingdom: Kingdom?
  ) throws(Rejection) -> UploadHints {
    let layout = try format.layout(for: kingdom)
    var hints = layout.hints
    if let rows = try rowHints(of: try layout.sampled()) { hints.add(rows.hints) }
    return hints
  }

  /// The format, as far as the start shows: text may turn out not to be UTF-8 further down.
  func likelyFormat() throws(Rejection) -> any UploadFormat {
    try understanding.withLock { known throws(Rejection) in
      if let text = try known.likelyText() { return text }
      return try known.format().result.get()
    }
  }

  /// The format of uncompressed text that starts as UTF-8; `nil` for anything else.
  func unpackedText() -> (any UploadFormat)? {
    understanding.withLock { known in
      guard known.unpack().noted.compression == .none else { return nil }
      return (try? known.likelyText()) ?? nil
    }
  }

  /// The form, with all of the text decoded.
  func format(noting report: inout ReadingReport) throws(Rejection) -> any UploadFormat {
    let finding = understanding.withLock { $0.format() }
    report.note(finding.noted)
    return try finding.result.get()
  }

  /// What the rows say of themselves; nil where no column does.
  func rowHints(of layout: some TableLayout) throws(Rejection) -> RowHints? {
    let columns = HintColumns(among: layout.unknownHeaders)
    if columns.isEmpty { return nil }
    let text = try layout.text()
    let known = understanding.withLock { $0.rowHints }
    if let known, known.form == layout.form, known.text.isSameMemory(as: text),
      known.hints.columns == columns
    {
      return known.hints
    }
    let hints = try text.withUnsafeBytes { text throws(Rejection) in
      var source = layout.rows(
        in: text, from: nil, gridColumns: columns.gridColumns(for: layout.columns))
      return try RowHints(of: &source, columns, text, firstRow: layout.firstRow)
    }
    understanding.withLock { $0.rowHints = (layout.form, text, hints) }
    return hints
  }
}

/// What is known of an upload so far.
private struct Understanding {
  let bytes: SharedBytes
  let limits: UploadLimits
  var rowHints: (form: UploadForm, text: SharedBytes, hints: RowHints)?
  private var unpacked: Finding<SharedBytes>?
  private var text: Result<(any UploadFormat)?, Rejection>?
  private var whole: Finding<any UploadFormat>?

  /// What was found, and what is to be reported of the way there.
  struct Finding<Value: Sendable>: Sendable {
    let result: Result<Value, Rejection>
    let noted: TextReport
  }

  init(of bytes: SharedBytes, _ limits: UploadLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  /// The decompressed upload.
  mutating func unpack() -> Finding<SharedBytes> {
    if let unpacked { return unpacked }
    var noted = TextReport()
    let result = Result { () throws(Rejection) in
      try UploadText.unpack(bytes, limits: limits, noting: &noted)
    }
    let finding = Finding(result: result, noted: noted)
    unpacked = finding
    return finding
  }

  /// The format of text that starts as UTF-8; `nil` for anything else.
  mutating func likelyText() throws(Rejection) -> (any UploadFormat)? {
    if let text { return try text.get() }
    let content = try unpack().result.get()
    let found = Result { () throws(Rejection) -> (any UploadFormat)? in
      guard UploadFormats.likely(for: content, isText: false) == nil,
        let text = UploadText.probablyUTF8(content, limits: limits)
      else { return nil }
      return try open(text, isText: true)
    }
    text = found
    return try found.get()
  }

  mutating func format() -> Finding<any UploadFormat> {
    if let whole { return whole }
    let unpacked = unpack()
    var noted = unpacked.noted
    let result = Result { () throws(Rejection) -> any UploadFormat in
      let content = try unpacked.result.get()
      if UploadFormats.likely(for: content, isText: false) != nil {
        return try open(content, isText: false)
      }
      let decoded = try UploadText.decode(content, limits: limits, noting: &noted)
      // Text that is UTF-8 to its end is what it was taken for.
      if noted.encoding == .utf8, let known = try text?.get() { return known }
      return try open(decoded, isText: true)
    }
    let finding = Finding(result: result, noted: noted)
    whole = finding
    return finding
  }

  private func open(
    _ content: SharedBytes, isText: Bool
  ) throws(Rejection) -> any UploadFormat {
    guard let format = UploadFormats.likely(for: content, isText: isText) else {
      throw Rejection(
        .unreadableFormat, found: "an unknown format", expected: "a table as CSV")
    }
    return try format.init(content, limits: limits)
  }
}

extension TableLayout {
  /// The rows searched for columns, if there is no header.
  private static var sampledRows: Int { 64 }

  /// The same table with the columns that its first rows tell of.
  fileprivate func sampled() throws(Rejection) -> Self {
    guard columns.isEmpty else { return self }
    return try text().withUnsafeBytes { text throws(Rejection) in
      var source = rows(in: text)
      var grid = CellGrid(columnCount: 0)
      try source.fill(&grid, rows: Self.sampledRows)
      return knowing(source)
    }
  }
}

extension SharedBytes {
  /// Whether both are one window on the same memory.
  fileprivate func isSameMemory(as other: SharedBytes) -> Bool {
    withUnsafeBytes { own in
      other.withUnsafeBytes { own.baseAddress == $0.baseAddress && own.count == $0.count }
    }
  }
}
