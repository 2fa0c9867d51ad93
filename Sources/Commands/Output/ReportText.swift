import Datasets
import SnapshotIngestion
import UploadReading

/// What came of an upload, in words for an officer.
enum ReportText {
  /// One line, for the log of a server.
  static func line(_ report: IngestionReport, file: String) -> String {
    let outcome =
      switch report.outcome {
      case .refused(let rejection):
        "refused: \(sentence(rejection))"
      case .accepted:
        if let newer = report.newerUpload {
          """
          accepted, but not shown: a newer upload of \(report.event.snapshot.date), that of \
          \(newer), stays in place
          """
        } else {
          accepted(report.intake?.rows.accepted ?? 0, refused: report.intake?.rows.refused ?? 0)
        }
      }
    return Terminal.printable("\(file) \(outcome)")
  }

  private static func accepted(_ players: Int, refused rows: Int) -> String {
    let refused = rows == 0 ? "" : rows == 1 ? ", 1 row refused" : ", \(rows) rows refused"
    return "accepted, \(players) \(players == 1 ? "player" : "players")\(refused)"
  }

  /// All of it, for the officer who waits for it.
  static func lines(
    _ report: IngestionReport, file: String, _ place: UploadPlace? = nil, isWritten: Bool = true
  ) -> [String] {
    var lines = [line(report, file: file)]
    if let place { lines += origin(place) }
    if let intake = report.intake {
      lines += form(intake)
      if report.isAccepted { lines.append("  rows      \(rows(intake))") }
    }
    lines += report.problems.listed.map { "  problem   \(sentence($0))" }
    let unlisted = report.problems.count - report.problems.listed.count
    if unlisted > 0 { lines.append("  problem   … and \(unlisted) more") }
    lines += AnomalyText.lines(report)
    lines += (report.intake?.notes ?? []).map { "  note      \($0.description)" }
    if isWritten { lines += keys(report) }
    return lines.map(Terminal.printable)
  }

  /// Where everything was written to.
  private static func keys(_ report: IngestionReport) -> [String] {
    let keys = [
      ("raw", report.raw), ("curated", report.curated), ("rejected", report.rejected),
      ("report", report.report),
    ]
    return keys.compactMap { word, key in
      key.map { "  \(word)\(String(repeating: " ", count: 10 - word.count))\($0)" }
    }
  }

  /// What was taken from the file instead of the command line.
  private static func origin(_ place: UploadPlace) -> [String] {
    var lines: [String] = []
    if place.assumed.contains(.kingdom) {
      lines.append("  kingdom   not told by the file: --kingdom will be needed")
    } else if let source = place.kingdomSource {
      lines.append("  kingdom   \(place.snapshot.kingdom), from \(source.description)")
    }
    if place.assumed.contains(.date) {
      lines.append("  date      not told by the file: --date will be needed")
    } else if let source = place.dateSource {
      lines.append("  date      \(place.snapshot.date), from \(source.description)")
    }
    return lines
  }

  private static func form(_ intake: ReadingReport) -> [String] {
    var lines: [String] = []
    if let format = intake.format {
      let gzip = intake.compression == .gzip ? ", gzip" : ""
      lines.append("  read as   \(format.name), \(intake.encoding.rawValue)\(gzip)")
    }
    let matched =
      intake.columns.map { reading($0.column.name, from: $0.header) }
      + intake.hintColumns.map { reading($0.column.rawValue, from: $0.header) }
    if !matched.isEmpty { lines.append("  columns   \(matched.joined(separator: ", "))") }
    let unread = intake.ignoredHeaders + intake.passedOver.map(\.header)
    if !unread.isEmpty { lines.append("  unused    \(unread.joined(separator: ", "))") }
    return lines
  }

  private static func reading(_ column: String, from header: String) -> String {
    header == column ? column : "\(column) from \"\(header)\""
  }

  private static func rows(_ intake: ReadingReport) -> String {
    let rows = intake.rows
    var parts = ["\(rows.accepted) of \(rows.total) accepted"]
    if rows.refused > 0 { parts.append("\(rows.refused) refused") }
    if rows.ofOtherDates > 0 { parts.append("\(rows.ofOtherDates) of other days") }
    if rows.superseded > 0 { parts.append("\(rows.superseded) given up for a later row") }
    return parts.joined(separator: ", ")
  }

  private static func sentence(_ rejection: Rejection) -> String {
    let place = place(row: rejection.place.row, line: rejection.place.line, rejection.place.column)
    let part = rejection.place.part.map { "\($0): " } ?? ""
    return "\(part)\(place)found \(rejection.found), expected \(rejection.expected)"
  }

  private static func sentence(_ problem: RowIssue) -> String {
    let place = place(row: problem.row, line: nil, problem.column)
    return "\(place)found \"\(problem.found)\", expected \(problem.expected)"
  }

  private static func place(row: Int?, line: Int?, _ column: String?) -> String {
    var parts: [String] = []
    if let row { parts.append("row \(row)") }
    if let line { parts.append("line \(line)") }
    if let column { parts.append("column \"\(column)\"") }
    return parts.isEmpty ? "" : parts.joined(separator: ", ") + ": "
  }
}
