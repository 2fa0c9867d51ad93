import ArgumentParser
import Datasets
import Time
import UploadReading

/// Uploads, and what they are of; `ingest` and `check` take the same.
struct UploadOptions: ParsableArguments {
  @Argument(
    help: "Exports; of several of one kingdom and date, the last one stays in place.",
    completion: .file())
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "The kingdom's number; as the file says unless told.", valueName: "number"))
  var kingdom: Kingdom?

  @Option(
    help: ArgumentHelp(
      "The day the numbers are of; as the file says unless told.", valueName: "YYYY-MM-DD"))
  var date: CalendarDate?

  @Flag(help: "Make a snapshot of each day that the column Date of a file names.")
  var splitDates = false

  @Option(help: "How to write the report: text, or json with one object a file.")
  var format = TextFormat.text

  func validate() throws {
    guard !splitDates || date == nil else {
      throw ValidationError("--split-dates takes the days from the file: leave out --date")
    }
  }

  /// - Parameters:
  ///   - time: of the upload.
  ///   - isComplete: whether a kingdom or a day that nobody tells is an error.
  func request(at time: Instant, isComplete: Bool) -> SnapshotTarget.Request {
    SnapshotTarget.Request(
      kingdom: kingdom, date: date, splitsDates: splitDates, time: time, isComplete: isComplete)
  }
}
