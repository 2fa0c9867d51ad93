import ArgumentParser
import Datasets
import JSON
import SnapshotIngestion
import Time

struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Compare every snapshot and report with the uploads in the lake.",
    discussion: """
      Rebuilds each snapshot in memory and compares it with the lake byte for byte; differences \
      are named by player and cell. Hashes and counts of uploads are compared with their \
      reports. Nothing is written. The exit code is 1 if anything differs; standings rebuild \
      repairs it.

        standings verify
        standings verify --kingdom 51 --date 2026-01-26
      """)

  @Option(help: ArgumentHelp("Only this kingdom.", valueName: "number"))
  var kingdom: Kingdom?

  @Option(help: ArgumentHelp("Only this date.", valueName: "YYYY-MM-DD"))
  var date: CalendarDate?

  @Option(help: "The output format: text, or json with one object per snapshot.")
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
