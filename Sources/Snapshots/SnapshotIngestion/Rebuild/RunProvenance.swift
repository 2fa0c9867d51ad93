/// From where the time and the name of a run are known.
package enum RunProvenance: String, Sendable {
  /// From its report: all is as it was.
  case report
  /// The report is lost; the curated file names the run: all is as it was.
  case curated
  /// Both are lost. The time is that of the folder, to the second, and the run has another name.
  case derived
}
