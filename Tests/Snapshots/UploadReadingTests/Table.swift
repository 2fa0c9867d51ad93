import Bytes
import Datasets

@testable import UploadReading

/// An upload read to its end, as tests look at it.
struct Table: Equatable {
  private(set) var report: ReadingReport
  var ids: [Int64] = []
  var rowNumbers: [Int] = []
  var problems: RowIssueList
  private var numbers: [PlayerColumn: [Int64?]] = [:]
  private var texts: [PlayerColumn: [String?]] = [:]

  /// - Parameter name: of the file.
  init(
    _ upload: SharedBytes, _ settings: ReadingSettings = ReadingSettings(), named name: String = ""
  ) throws(Rejection) {
    let document = UploadDocument(upload, named: name, limits: settings.limits)
    try self.init(of: document, settings)
  }

  init(of document: UploadDocument, _ settings: ReadingSettings) throws(Rejection) {
    let profile = try UploadProfile(of: document, settings: settings)
    report = profile.report
    problems = profile.report.problems
    var batch = SnapshotBatch()
    for index in 0..<profile.batchCount {
      try profile.read(batch: index, into: &batch)
      append(batch)
    }
  }

  /// Reads an upload as its first rows predict.
  /// - Returns: nil where the prediction does not hold.
  init?(predictedBy rows: Int, _ upload: SharedBytes, _ settings: ReadingSettings) {
    var scope = SpeculativeRead.Scope()
    (scope.minByteCount, scope.rows) = (0, rows)
    let document = UploadDocument(upload, limits: settings.limits)
    guard let speculation = SpeculativeRead(of: document, settings: settings, scope: scope) else {
      return nil
    }
    problems = RowIssueList(limit: settings.limits.listedProblems)
    report = ReadingReport(listing: 0)
    var batch = SnapshotBatch()
    var findings: [PartFindings] = []
    while let part = speculation.nextPart() {
      guard let found = speculation.read(part, into: &batch) else { return nil }
      findings.append(found)
      append(batch)
    }
    guard let report = speculation.confirm(findings) else { return nil }
    self.report = report
    var all = report.problems
    all.append(problems)
    problems = all
  }

  private mutating func append(_ batch: SnapshotBatch) {
    ids += batch.ids
    rowNumbers += batch.rowNumbers
    problems.append(batch.problems)
    for column in PlayerColumn.allCases {
      if let values = batch.numbers(column) {
        numbers[column, default: []] += (0..<batch.rowCount).map { values[$0] }
      }
      if let values = batch.texts(column) {
        texts[column, default: []] += (0..<batch.rowCount).map { values[$0] }
      }
    }
  }

  init(
    _ upload: String, _ settings: ReadingSettings = ReadingSettings(), named name: String = ""
  ) throws(Rejection) {
    try self.init(SharedBytes(upload), settings, named: name)
  }

  /// The numbers of a column, or nil where the upload has no such column.
  subscript(column: PlayerColumn) -> [Int64?]? { numbers[column] }

  func texts(_ column: PlayerColumn) -> [String?]? { texts[column] }
}

extension UploadDocument {
  /// An upload of no particular name, within the usual limits.
  convenience init(_ upload: SharedBytes) {
    self.init(upload, limits: UploadLimits())
  }

  convenience init(_ upload: String, named name: String = "") {
    self.init(SharedBytes(upload), named: name, limits: UploadLimits())
  }
}
