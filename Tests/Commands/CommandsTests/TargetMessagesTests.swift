import Datasets
import SnapshotIngestion
import Testing
import Time

@testable import Commands
@testable import UploadReading

/// Why a file has no target: the message says what to do, and the exit code whose turn it is.
@Suite struct TargetMessagesTests {
  private func exit(
    _ conflict: HintConflict, rejection: Rejection? = nil, file: String = "a.csv"
  ) -> CommandExit {
    CommandExit(
      SnapshotTarget.Unsettled(conflict: conflict, rejection: rejection, subjects: []), file: file)
  }

  @Test(arguments: [
    (
      HintConflict.untold(.kingdom),
      "neither the file's name nor its content gives the kingdom: use --kingdom"
    ),
    (.untold(.date), "neither the file's name nor its content gives the date: use --date"),
  ])
  func anUnknownValueIsAskedFor(conflict: HintConflict, message: String) {
    let exit = exit(conflict)
    #expect(exit.code == .wrongUsage)
    #expect(exit.message == "error: a.csv: \(message)")
  }

  @Test(arguments: [
    (
      HintConflict.contradiction(.kingdom, "51", nil, "52", .fileName),
      "--kingdom says 51, but the file's name says 52: correct one of them"
    ),
    (
      .contradiction(.date, "2026-01-26", nil, "2026-01-27", .column("Scan date")),
      """
      --date says 2026-01-26, but the column "Scan date" says 2026-01-27: correct one of them
      """
    ),
    (
      .contradiction(.kingdom, "51", .fileName, "52", .summarySheet("Summary")),
      "the file's name says 51, but the sheet \"Summary\" says 52: correct one of them"
    ),
    (
      .several(.kingdom, ["51", "52"], .column("Kingdom")),
      "the column \"Kingdom\" has 51, 52: use --kingdom"
    ),
    (
      .several(.date, ["2026-01-26", "2026-02-02"], .column("Date")),
      """
      the column "Date" has 2026-01-26, 2026-02-02: use --split-dates for one snapshot per date, \
      or --date for one scan over midnight
      """
    ),
    (
      .several(.date, ["2026-01-26", "2026-02-02"], .sheetName),
      "the sheet's name has 2026-01-26, 2026-02-02: use --date"
    ),
  ])
  func aContradictionIsForTheSenderToMend(conflict: HintConflict, message: String) {
    let exit = exit(conflict)
    #expect(exit.code == .refused)
    #expect(exit.message == "error: a.csv: \(message)")
  }

  @Test(arguments: [(8, "1, 2, 3, 4, 5, 6, 7, 8"), (9, "1, 2, 3, 4, 5, 6, 7, 8 …")])
  func onlyTheFirstOfManyValuesAreNamed(count: Int, list: String) {
    let exit = exit(.several(.kingdom, (1...count).map { "\($0)" }, .fileName))
    #expect(exit.message == "error: a.csv: the file's name has \(list): use --kingdom")
  }

  @Test func anImpossibleDayIsRefused() throws {
    let date = try #require(CalendarDate("2017-01-26"))
    let exit = exit(.implausible(date, .column("Date")))
    #expect(exit.code == .refused)
    #expect(
      exit.message
        == "error: a.csv: the column \"Date\" has 2017-01-26, an implausible date: correct it")
  }

  @Test func unreadableContentIsTheReasonInsteadOfTheUnknownValue() {
    let rejection = Rejection(.empty, found: "0 bytes", expected: "a table of players")
    let exit = exit(.untold(.kingdom), rejection: rejection)
    #expect(exit.code == .refused)
    #expect(exit.message == "error: a.csv: found 0 bytes, expected a table of players")
  }

  @Test func textsOfTheFileCannotSteerATerminal() {
    let exit = exit(
      .several(.kingdom, ["51", "52"], .column("King\u{1B}[2Jdom")), file: "a\u{202E}.csv")
    #expect(
      exit.message
        == "error: a\u{FFFD}.csv: the column \"King\u{FFFD}[2Jdom\" has 51, 52: use --kingdom")
  }
}
