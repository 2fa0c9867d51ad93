package import Bytes

/// What one way through an upload tells about it: enough to read its rows in batches, several at
/// once on several cores, each once and for all into columns.
///
/// ```swift
/// let survey = try UploadProfile(of: bytes)
/// var batch = SnapshotBatch()
/// for index in 0..<survey.batchCount {
///   try survey.read(batch: index, into: &batch)
///   batch.ids, batch.numbers(.power), batch.texts(.name) ...
/// }
/// ```
package struct UploadProfile: Sendable {
  package let report: ReadingReport
  /// The whole upload in UTF-8, or the tape that was made of a workbook.
  let text: SharedBytes
  let table: UploadTable
  let columns: [ColumnChoice.Chosen]
  /// The id of each row, 0 for a row that is not accepted.
  let ids: [Int64]
  let batchStarts: [Int]
  let firstRow: Int
  let settings: ReadingSettings

  /// Recognises the upload, finds its columns and checks its rows.
  /// - Throws: why the upload cannot be accepted, with what was learnt of it until then.
  package init(
    of upload: SharedBytes, settings: ReadingSettings = ReadingSettings()
  ) throws(Rejection) {
    var report = ReadingReport(listing: settings.limits.listedProblems)
    do throws(Rejection) {
      let result: Result
      let content = try UploadText.unpack(upload, limits: settings.limits, noting: &report)
      if content.withUnsafeBytes(ZIPArchive.isLikely) {
        (text, result) = try Self.profileWorkbook(content, settings, noting: &report)
      } else {
        text = try UploadText.decode(content, limits: settings.limits, noting: &report)
        result = try Self.profile(text, settings, noting: &report)
      }
      (table, columns) = (result.table, result.columns)
      (ids, batchStarts, firstRow) = (
        result.rows.ids, result.rows.batchStarts, result.rows.firstRow
      )
    } catch {
      var rejection = error
      rejection.report = report
      throw rejection
    }
    if let destination = settings.destination {
      report.noteContradictions(of: report.hints, with: destination)
    }
    self.settings = settings
    self.report = report
  }

  /// How many batches there are to read, each of up to `ReadingSettings.rowsPerBatch` rows.
  package var batchCount: Int { batchStarts.count }

  /// The rows of the file, accepted or not, that a batch is made of; the first row is 0.
  func rows(ofBatch batch: Int) -> Range<Int> {
    let first = batch * settings.rowsPerBatch
    return first..<min(first + settings.rowsPerBatch, ids.count)
  }
}

/// How the rows of an upload are reached again.
enum UploadTable: Sendable {
  /// - columns: the survey's column of each cell of a row, -1 for none.
  case csv(delimiter: UInt8, columns: [Int])
  /// - columns: the survey's column of each key as it is written, -1 for none.
  case json(isInArray: Bool, columns: [String: Int])
  /// - columns: the survey's column of each cell of a row, -1 for none.
  case workbook(columns: [Int])
}
