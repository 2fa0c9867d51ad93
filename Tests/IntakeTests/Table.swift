import Bytes
import Rankings

@testable import Intake

/// An upload read to its end, as tests look at it.
struct Table {
  let report: IntakeReport
  var ids: [Int64] = []
  var rowNumbers: [Int] = []
  var problems: ProblemList
  private var numbers: [PlayerColumn: [Int64?]] = [:]
  private var texts: [PlayerColumn: [String?]] = [:]

  init(_ upload: SharedBytes, _ settings: IntakeSettings = IntakeSettings()) throws(Refusal) {
    let survey = try UploadSurvey(of: upload, settings: settings)
    report = survey.report
    problems = survey.report.problems
    var batch = SnapshotBatch()
    for index in 0..<survey.batchCount {
      try survey.read(batch: index, into: &batch)
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
  }

  init(_ upload: String, _ settings: IntakeSettings = IntakeSettings()) throws(Refusal) {
    try self.init(SharedBytes(upload), settings)
  }

  /// The numbers of a column, or nil where the upload has no such column.
  subscript(column: PlayerColumn) -> [Int64?]? { numbers[column] }

  func texts(_ column: PlayerColumn) -> [String?]? { texts[column] }
}
