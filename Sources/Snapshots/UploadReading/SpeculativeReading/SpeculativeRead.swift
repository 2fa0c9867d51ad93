package import Bytes
internal import Synchronization

/// What the first rows of an upload foretell of all others, so that most uploads are read in one
/// way through them, each part on whichever core is free.
///
/// Which columns are read and what their separators mean is decided by the whole file
/// (`UploadProfile`). Nearly always the first rows tell the same. So each part is read as they
/// foretell, and surveyed on the way; when all parts are read, `confirm` takes together what was
/// found in them and decides as the survey would. If that is not what was foretold, or if anything
/// is wrong with the file, nothing was lost but time: the survey then has the last word.
///
/// ```swift
/// if let forecast = SpeculativeRead(of: bytes, settings: settings) {
///   while let part = forecast.nextPart() {           // on each core
///     guard let findings = forecast.read(part, into: &batch) else { ... }
///   }
///   let report = forecast.confirm(allFindings)       // nil: the survey has to be asked
/// }
/// ```
package final class SpeculativeRead: Sendable {
  let text: SharedBytes
  let table: UploadTable
  /// What was learnt of the first rows.
  let sample: RowProfile
  /// The columns that are read, if the forecast comes true.
  let chosen: [ColumnChoice.Chosen]
  /// The report without what the rows tell.
  let report: ReadingReport
  let settings: ReadingSettings
  private let cutter: Mutex<PartCutter>

  /// How much of an upload is looked at, and from which size on that pays.
  package struct Scope: Sendable {
    package var minByteCount = 1 << 18
    package var rows = 1_024
    package init() {}
  }

  /// - Returns: nil for an upload of which nothing is foretold, be it small, compressed, no text, or
  ///   such that the survey will refuse it.
  package init?(
    of upload: SharedBytes, settings: ReadingSettings = ReadingSettings(), scope: Scope = Scope()
  ) {
    guard upload.count >= scope.minByteCount,
      let text = UploadText.probablyUTF8(upload, limits: settings.limits),
      let opening = try? text.withUnsafeBytes({ text throws(Rejection) in
        try SampledLayout(text, rows: scope.rows, settings)
      })
    else { return nil }
    self.text = text
    (table, sample, chosen, report) = (
      opening.table, opening.rows, opening.chosen, opening.report
    )
    self.settings = settings
    let partByteCount = opening.rowByteCount * settings.rowsPerBatch
    probablePartCount = (text.count - opening.start + partByteCount - 1) / partByteCount
    cutter = Mutex(
      PartCutter(ChunkSplitter(from: opening.start, quotes: opening.table.quotes), settings))
  }

  /// The columns that are read, if the forecast comes true; the cells counted are those of the first
  /// rows.
  package var columns: [MatchedColumn] { chosen.map(\.matched) }

  /// How many parts there are, if all rows are as long as the first ones.
  package let probablePartCount: Int

  /// Hands out the next part to whoever asks for it; nil when there is none left.
  package func nextPart() -> UploadPart? {
    text.withUnsafeBytes { text in cutter.withLock { $0.next(of: text) } }
  }

  /// Whether all parts were handed out.
  var isHandedOut: Bool { cutter.withLock { $0.isAtEnd(of: text.count) } }
}

/// Some rows of an upload that are read at once.
package struct UploadPart: Sendable {
  /// Counts the parts from 0 on.
  package let index: Int
  let range: Range<Int>
}

/// Hands out one part after the other.
private struct PartCutter {
  private var lines: ChunkSplitter
  private var count = 0
  private let settings: ReadingSettings

  init(_ lines: ChunkSplitter, _ settings: ReadingSettings) {
    self.lines = lines
    self.settings = settings
  }

  mutating func next(of text: UnsafeRawBufferPointer) -> UploadPart? {
    // More rows than are allowed are not worth reading.
    guard count * settings.rowsPerBatch <= settings.limits.rows,
      let range = lines.next(settings.rowsPerBatch, of: text)
    else { return nil }
    defer { count += 1 }
    return UploadPart(index: count, range: range)
  }

  func isAtEnd(of end: Int) -> Bool { lines.position == end }
}

extension UploadTable {
  /// Whether quotes keep a line from ending.
  fileprivate var quotes: ChunkSplitter.Quotes {
    if case .csv = self { .minded } else { .ignored }
  }
}
