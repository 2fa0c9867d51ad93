import ArgumentParser
import Datasets
import Time
import UploadReading

/// Uploads, and what they are of; `ingest` and `check` take the same.
struct UploadOptions: ParsableArguments {
  @Argument(
    help: "The files; of several for one kingdom and date, the last one wins.",
    completion: .file())
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "The kingdom's number (default: as in the file).", valueName: "number"))
  var kingdom: Kingdom?

  @Option(
    help: ArgumentHelp(
      "The date of the numbers (default: as in the file).", valueName: "YYYY-MM-DD"))
  var date: CalendarDate?

  @Flag(help: "Make one snapshot per date in the column Date of a file.")
  var splitDates = false

  @Option(help: "The output format: text, or json with one object per file.")
  var format = TextFormat.text

  func validate() throws {
    guard !splitDates || date == nil else {
      throw ValidationError("--split-dates takes the dates from the file: leave out --date")
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
