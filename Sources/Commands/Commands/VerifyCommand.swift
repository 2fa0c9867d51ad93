import ArgumentParser
import Datasets
import JSON
import SnapshotIngestion
import Time

struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check every snapshot and report against the uploads that the lake keeps.",
    discussion: """
      Makes each snapshot again from raw/ in memory and compares it with what stands in the \
      lake, byte for byte; where they differ, the players and cells are named. Hashes and counts \
      of uploads are compared with their reports. Nothing is written. The exit code is 1 where \
      anything is not as its upload makes it: standings rebuild mends that.

        standings verify
        standings verify --kingdom 51 --date 2026-01-26
      """)

  @Option(help: ArgumentHelp("Only this kingdom's.", valueName: "number"))
  var kingdom: Kingdom?

  @Option(help: ArgumentHelp("Only of this day.", valueName: "YYYY-MM-DD"))
  var date: CalendarDate?

  @Option(help: "How to write what was found: text, or json with one object a snapshot.")
  var format = TextFormat.text

  @OptionGroup var options: LakeOptions

  func run() async throws {
    let verification = LakeVerification(
      store: try options.open().store, now: Clock.system.now())
    let snapshots = try await verification.snapshots(of: kingdom, on: date)
    if snapshots.isEmpty && (kingdom != nil || date != nil) {
      throw ExitStatus(
        code: .wrongUsage, message: "error: the lake \(options.lake) has no such uploads")
    }
    let progress = ProgressBar("snapshots verified")
    defer { progress.finish() }
    let verified = try await verification.verify(snapshots) { progress.update(done: $0, of: $1) }
    progress.finish()
    switch format {
    case .text: for line in VerificationText.lines(verified) { Terminal.print("\(line)\n") }
    case .json:
      for snapshot in verified {
        Terminal.print(Terminal.printableJSON(snapshot.json.text) + "\n")
      }
    }
    if !verified.allSatisfy(\.isAsItShouldBe) { throw ExitStatus(code: .refused, message: nil) }
  }
}
