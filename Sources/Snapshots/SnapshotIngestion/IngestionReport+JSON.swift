import DataLake
import Datasets
package import JSON
import Storage
import Time
import UploadReading

extension IngestionReport {
  /// The report as stored: it does not depend on when or how often the event was handled.
  var storedJSON: [UInt8] {
    var json = JSONWriter()
    json.object {
      $0.member("schema_version", CuratedTable.schemaVersion)
      $0.member("run_id", runID)
      $0.member("uploaded_at", event.time.description)
      $0.member("kingdom", event.snapshot.kingdom.number)
      $0.member("snapshot_date", event.snapshot.date.description)
      $0.member("source", event.snapshot.source.rawValue)
      $0.member("file", event.file.text)
      $0.member("sha256", contentHash)
      $0.member("dkp_weights", dkpWeights?.description)
      writeOutcome(to: &$0)
    }
    return json.utf8 + [UInt8(ascii: "\n")]
  }

  /// The members about the upload's outcome, for the stored report and for scripts.
  package func writeOutcome(to json: inout JSONWriter) {
    writeFindings(to: &json)
    json.member("raw", raw?.description)
    json.member("curated", curated?.description)
    json.member("rejected", rejected?.description)
    json.member("report", report.description)
  }

  /// The same without keys of written objects, for an upload that was only checked.
  package func writeFindings(to json: inout JSONWriter) {
    json.member("status", isAccepted ? "accepted" : "refused")
    if let reading { reading.writeForm(to: &json) }
    json.object("rows") {
      $0.member("total", reading?.rows.total ?? 0)
      $0.member("accepted", isAccepted ? reading?.rows.accepted ?? 0 : 0)
      $0.member("refused", reading?.rows.refused ?? 0)
      $0.member("superseded", reading?.rows.superseded ?? 0)
      $0.member("of_date", reading?.rowsOfDate?.description)
      $0.member("of_other_dates", reading?.rows.ofOtherDates ?? 0)
      $0.member("suspicious", anomalousRows)
    }
    json.object("columns") { writeColumns(to: &$0) }
    json.array("problems") {
      if case .refused(let rejection) = outcome { rejection.write(to: &$0) }
      for problem in problems.listed { problem.write(to: &$0) }
    }
    json.member("unlisted_problems", problems.count - problems.listed.count)
    anomalies.write(to: &json, isMostlyNew: comparison?.isMostlyNew ?? false)
    comparison.write(to: &json)
    json.array("notes") { for note in reading?.notes ?? [] { $0.value(note.description) } }
  }

  private func writeColumns(to json: inout JSONWriter) {
    json.array("matched") {
      for column in reading?.columns ?? [] {
        $0.object {
          $0.member("header", column.header)
          $0.member("column", column.column.name)
          $0.member("filled", column.filledCells)
        }
      }
    }
    json.array("claims") {
      for column in reading?.hintColumns ?? [] {
        $0.object {
          $0.member("header", column.header)
          $0.member("column", column.column.rawValue)
        }
      }
    }
    json.array("passed_over") {
      for column in reading?.passedOver ?? [] {
        $0.object {
          $0.member("header", column.header)
          $0.member("column", column.column.name)
          $0.member("instead", column.insteadRead)
        }
      }
    }
    json.array("ignored") { for header in reading?.ignoredHeaders ?? [] { $0.value(header) } }
  }

  package var isAccepted: Bool {
    switch outcome {
    case .accepted: true
    case .refused: false
    }
  }
}

extension ReadingReport {
  fileprivate func writeForm(to json: inout JSONWriter) {
    json.member("format", format?.name)
    json.member("encoding", encoding.rawValue)
    json.member("compression", compression.rawValue)
  }
}

extension Rejection {
  fileprivate func write(to json: inout JSONWriter) {
    json.object {
      $0.member("row", place.row)
      $0.member("column", place.column)
      if let line = place.line { $0.member("line", line) }
      if let part = place.part { $0.member("part", part) }
      $0.member("found", found)
      $0.member("expected", expected)
      $0.member("code", code.rawValue)
    }
  }
}

extension RowIssue {
  fileprivate func write(to json: inout JSONWriter) {
    json.object {
      $0.member("row", row)
      $0.member("column", column)
      $0.member("found", found)
      $0.member("expected", expected)
      $0.member("code", code.rawValue)
    }
  }
}
