/// The source of a run's time and name.
package enum RunProvenance: String, Sendable {
  /// Its report: everything is as it was.
  case report
  /// The report is lost; the curated file names the run: everything is as it was.
  case curated
  /// Both are lost. The time is that of the folder, to the second, and the run gets another name.
  case derived
}
