internal import Bytes
internal import Datasets
internal import Synchronization

/// A reading of an upload as its first rows predict, so that most uploads are read in one way
/// through them, each part on whichever core is free.
///
/// Which columns are read and what their separators mean is decided by the whole file
/// (`UploadProfile`). Nearly always the first rows tell the same. So each part is read as they
/// predict, and profiled on the way; when all parts are read, `confirm` takes together what was
/// found in them and decides as the profile would. If that is not what was predicted, or if
/// anything is wrong with the file, nothing was lost but time: the profile has the last word.
///
/// ```swift
/// if let speculation = SpeculativeRead(of: document, settings: settings) {
///   while let part = speculation.nextPart() {        // on each core
///     guard let findings = speculation.read(part, into: &batch) else { ... }
///   }
///   let report = speculation.confirm(allFindings)    // nil: the profile has to be asked
/// }
/// ```
package final class SpeculativeRead: Sendable {
  let text: SharedBytes
  let layout: any TableLayout
  /// The profile of the first rows.
  let sample: RowProfile
  /// The columns that are read, if the prediction holds.
  let chosen: [ColumnChoice.Chosen]
  /// The report without facts about the rows.
  let report: ReadingReport
  let settings: ReadingSettings
  private let cutter: Mutex<PartCutter>

  /// How many rows are sampled, and the min size of an upload for which that pays.
  package struct Scope: Sendable {
    package var minByteCount = 1 << 18
    package var rows = 1_024
    package init() {}
  }

  /// - Returns: `nil` for an upload without a prediction: it is small, compressed, not text, or
  ///   will be rejected by the profile.
  package convenience init?(
    of document: UploadDocument, settings: ReadingSettings = ReadingSettings(),
    scope: Scope = Scope()
  ) {
    // What speaks against the snapshot that the upload is put under is for the profile.
    guard document.bytes.count >= scope.minByteCount, let format = document.unpackedText(),
      settings.target.map({ document.nameHints.contradict($0) }) != true
    else { return nil }
    self.init(of: format, settings, scope)
  }

  private init?(of format: some UploadFormat, _ settings: ReadingSettings, _ scope: Scope) {
    guard let layout = try? format.layout(for: settings.target?.kingdom),
      let text = try? layout.text(),
      let sampled = try? text.withUnsafeBytes({ text throws(Rejection) in
        try SampledLayout(layout, text, rows: scope.rows, settings)
      })
    else { return nil }
    self.text = text
    self.layout = sampled.layout
    (sample, chosen, report) = (sampled.rows, sampled.chosen, sampled.report)
    self.settings = settings
    let partByteCount = sampled.rowByteCount * settings.rowsPerBatch
    probablePartCount = (text.count - sampled.start + partByteCount - 1) / partByteCount
    cutter = Mutex(
      PartCutter(ChunkSplitter(from: sampled.start, quotes: sampled.quotes), settings))
  }

  /// The columns that are read, if the prediction holds; the cells counted are those of the first
  /// rows.
  package var columns: [MatchedColumn] { chosen.map(\.matched) }

  /// The number of parts if all rows are as long as the first ones.
  package let probablePartCount: Int

  /// The next part for any caller; `nil` at the end.
  package func nextPart() -> UploadPart? {
    text.withUnsafeBytes { text in cutter.withLock { $0.next(of: text) } }
  }

  /// Whether all parts were taken.
  var isHandedOut: Bool { cutter.withLock { $0.isAtEnd(of: text.count) } }
}

/// Some consecutive rows of an upload.
package struct UploadPart: Sendable {
  /// From 0.
  package let index: Int
  let range: Range<Int>
}

/// Cuts one part after the other.
private struct PartCutter {
  private var lines: ChunkSplitter
  private var count = 0
  private let settings: ReadingSettings

  init(_ lines: ChunkSplitter, _ settings: ReadingSettings) {
    self.lines = lines
    self.settings = settings
  }

  mutating func next(of text: UnsafeRawBufferPointer) -> UploadPart? {
    // Reading more rows than allowed is pointless.
    guard count * settings.rowsPerBatch <= settings.limits.rows,
      let range = lines.next(settings.rowsPerBatch, of: text)
    else { return nil }
    defer { count += 1 }
    return UploadPart(index: count, range: range)
  }

  func isAtEnd(of end: Int) -> Bool { lines.position == end }
}

/// The layout that the header and the first rows predict.
struct SampledLayout {
  let layout: any TableLayout
  let quotes: ChunkSplitter.Quotes
  let rows: RowProfile
  let chosen: [ColumnChoice.Chosen]
  let report: ReadingReport
  /// The start of the first row.
  let start: Int
  /// The average size of a row, at least 1.
  let rowByteCount: Int

  /// - Parameter count: how many rows are looked at.
  /// - Returns: nil where the first rows do not tell how to read the others.
  init?(
    _ layout: some TableLayout, _ text: UnsafeRawBufferPointer, rows count: Int,
    _ settings: ReadingSettings
  ) throws(Rejection) {
    guard let quotes = layout.splitting else { return nil }
    var source = layout.rows(in: text)
    let start = source.position
    var rows = RowProfile(firstRow: layout.firstRow, settings: settings)
    try rows.run(over: &source, text, upTo: count)
    let known = layout.knowing(source)
    var report = ReadingReport(listing: settings.limits.listedProblems)
    report.note(known)
    guard let idColumn = rows.idColumn, rows.counts.accepted > 0 else { return nil }
    // What such columns say is for the profile.
    guard HintColumns(among: report.ignoredHeaders).isEmpty else { return nil }
    let choice = ColumnChoice(among: rows.columns, idColumn: idColumn)
    if choice.isAssuming { return nil }
    self.layout = known
    self.quotes = quotes
    self.rows = rows
    chosen = choice.chosen
    self.report = report
    self.start = start
    rowByteCount = max(1, (source.position - start) / max(1, rows.ids.count))
  }
}
