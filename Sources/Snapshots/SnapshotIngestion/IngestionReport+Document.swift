package import DataLake
import Datasets
import Storage
import UploadReading

extension IngestionReport {
  /// The report as stored: it does not depend on when or how often the event was handled.
  package var document: UploadReport {
    var document = UploadReport(runID: runID, uploadedAt: event.time, isAccepted: isAccepted)
    document.kingdom = event.snapshot.kingdom
    document.date = event.snapshot.date
    document.source = event.snapshot.source
    document.file = event.file.text
    document.contentHash = contentHash
    document.dkpWeights = dkpWeights
    document.form = reading.map { UploadReport.Form($0) }
    document.rows = rows
    document.columns = reading.map { UploadReport.Columns($0) } ?? UploadReport.Columns()
    if case .refused(let rejection) = outcome {
      document.problems.append(UploadReport.Problem(rejection))
    }
    document.problems += problems.listed.map { UploadReport.Problem($0) }
    document.unlistedProblems = problems.count - problems.listed.count
    document.anomalies = UploadReport.Anomalies(
      anomalies, isMostlyNew: comparison?.isMostlyNew ?? false)
    document.comparison = comparison.map { .with(UploadReport.ComparedSnapshot($0)) } ?? .none
    document.notes = (reading?.notes ?? []).map(\.description)
    document.raw = raw
    document.curated = curated
    document.rejected = rejected
    document.report = report
    return document
  }

  package var isAccepted: Bool {
    switch outcome {
    case .accepted: true
    case .refused: false
    }
  }

  private var rows: UploadReport.Rows {
    var rows = UploadReport.Rows()
    if let reading {
      rows.total = reading.rows.total
      rows.accepted = isAccepted ? reading.rows.accepted : 0
      rows.refused = reading.rows.refused
      rows.superseded = reading.rows.superseded
      rows.ofDate = reading.rowsOfDate
      rows.ofOtherDates = reading.rows.ofOtherDates
    }
    rows.suspicious = anomalousRows
    return rows
  }
}

extension UploadReport.Form {
  fileprivate init(_ reading: ReadingReport) {
    self.init(
      format: reading.format?.name, encoding: reading.encoding.rawValue,
      compression: reading.compression.rawValue)
  }
}

extension UploadReport.Columns {
  fileprivate init(_ reading: ReadingReport) {
    self.init()
    matched = reading.columns.map {
      Matched(header: $0.header, column: $0.column.name, filled: $0.filledCells)
    }
    claims = reading.hintColumns.map { Claim(header: $0.header, column: $0.column.rawValue) }
    passedOver = reading.passedOver.map {
      PassedOver(header: $0.header, column: $0.column.name, instead: $0.insteadRead)
    }
    ignored = reading.ignoredHeaders
  }
}

extension UploadReport.Problem {
  fileprivate init(_ rejection: Rejection) {
    let place = rejection.place
    self.init(
      row: place.row, column: place.column, line: place.line, part: place.part,
      found: rejection.found, expected: rejection.expected, code: rejection.code.rawValue)
  }

  fileprivate init(_ issue: RowIssue) {
    self.init(
      row: issue.row, column: issue.column, found: issue.found, expected: issue.expected,
      code: issue.code.rawValue)
  }
}

extension UploadReport.Anomalies {
  fileprivate init(_ anomalies: AnomalyList, isMostlyNew: Bool) {
    self.init()
    for kind in Anomaly.Kind.allCases {
      counts.append(Count(code: kind.rawValue, players: anomalies.count(kind)))
      listed += anomalies.listed(kind).map { UploadReport.Anomaly($0) }
    }
    self.isMostlyNew = isMostlyNew
  }
}

extension UploadReport.Anomaly {
  fileprivate init(_ anomaly: Anomaly) {
    self.init(
      row: anomaly.row, id: anomaly.id, name: anomaly.name, column: anomaly.column,
      found: anomaly.found, expected: anomaly.expected, code: anomaly.kind.rawValue)
  }
}

extension UploadReport.ComparedSnapshot {
  fileprivate init(_ comparison: SnapshotComparison) {
    self.init(
      date: comparison.earlier.date, runID: comparison.earlier.runID,
      playersInBoth: comparison.playersInBoth, newPlayers: comparison.newPlayers,
      absentPlayers: comparison.absentPlayers)
  }
}
