import Datasets
import SnapshotIngestion
import UploadReading

/// The outcome of an upload, in words for an officer.
enum ReportText {
  /// All lines, for the officer who waits.
  static func lines(
    _ report: IngestionReport, file: String, _ target: SnapshotTarget? = nil, isWritten: Bool = true
  ) -> [String] {
    var lines = [report.summary(of: file)]
    if let target { lines += origin(target) }
    if let reading = report.reading {
      lines += form(reading)
      if report.isAccepted { lines.append("  rows      \(rows(reading))") }
    }
    lines += report.problems.listed.map { "  problem   \($0.sentence)" }
    let unlisted = report.problems.count - report.problems.listed.count
    if unlisted > 0 { lines.append("  problem   … and \(unlisted) more") }
    lines += AnomalyText.lines(report)
    lines += (report.reading?.notes ?? []).map { "  note      \($0.description)" }
    if isWritten { lines += keys(report) }
    return lines.map(Terminal.printable)
  }

  /// The written keys.
  private static func keys(_ report: IngestionReport) -> [String] {
    let keys = [
      ("raw", report.raw), ("curated", report.curated), ("rejected", report.rejected),
      ("report", report.report),
    ]
    return keys.compactMap { word, key in
      key.map { "  \(word)\(String(repeating: " ", count: 10 - word.count))\($0)" }
    }
  }

  /// The values taken from the file instead of the command line.
  private static func origin(_ target: SnapshotTarget) -> [String] {
    var lines: [String] = []
    if target.assumed.contains(.kingdom) {
      lines.append("  kingdom   not in the file: ingest needs --kingdom")
    } else if let source = target.kingdomSource {
      lines.append("  kingdom   \(target.snapshot.kingdom), from \(source.description)")
    }
    if target.assumed.contains(.date) {
      lines.append("  date      not in the file: ingest needs --date")
    } else if let source = target.dateSource {
      lines.append("  date      \(target.snapshot.date), from \(source.description)")
    }
    return lines
  }

  private static func form(_ reading: ReadingReport) -> [String] {
    var lines: [String] = []
    if let format = reading.format {
      let gzip = reading.compression == .gzip ? ", gzip" : ""
      lines.append("  read as   \(format.name), \(reading.encoding.rawValue)\(gzip)")
    }
    let columns =
      reading.columns.map { matched($0.column.name, from: $0.header) }
      + reading.hintColumns.map { matched($0.column.rawValue, from: $0.header) }
    if !columns.isEmpty { lines.append("  columns   \(columns.joined(separator: ", "))") }
    let unread = reading.ignoredHeaders + reading.passedOver.map(\.header)
    if !unread.isEmpty { lines.append("  unused    \(unread.joined(separator: ", "))") }
    return lines
  }

  private static func matched(_ column: String, from header: String) -> String {
    header == column ? column : "\(column) from \"\(header)\""
  }

  private static func rows(_ reading: ReadingReport) -> String {
    let rows = reading.rows
    var parts = ["\(rows.accepted) of \(rows.total) accepted"]
    if rows.refused > 0 { parts.append("\(rows.refused) refused") }
    if rows.ofOtherDates > 0 { parts.append("\(rows.ofOtherDates) of other dates") }
    if rows.superseded > 0 { parts.append("\(rows.superseded) replaced by a later row") }
    return parts.joined(separator: ", ")
  }
}
