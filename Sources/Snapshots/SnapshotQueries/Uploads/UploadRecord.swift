package import DataLake
package import Datasets
package import Time

/// An upload of a lake, by the report of its run.
package struct UploadRecord: Hashable, Sendable {
  package let snapshot: SnapshotID
  /// The folder of the run.
  package let run: RunTimestamp
  /// The file's name on the officer's machine.
  package let file: String
  package let report: UploadReport

  /// Parses a stored report; `nil` if it is invalid or does not name the file.
  package init?(snapshot: SnapshotID, run: RunTimestamp, report stored: [UInt8]) {
    guard let report = UploadReport(parsing: stored), let file = report.file else { return nil }
    self.snapshot = snapshot
    self.run = run
    self.file = file
    self.report = report
  }
}
