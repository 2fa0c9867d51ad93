import ArgumentParser
import Datasets
import JSON
import SnapshotIngestion
import Time
import UploadReading

struct RebuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: "Rebuild snapshots and reports from the uploads in the lake.",
    discussion: """
      Ingests the uploads under raw/ again. Unchanged snapshots come out byte for byte; lost or \
      damaged ones are restored; others are replaced if the DKP weights or the format of \
      snapshots changed. Uploads may continue meanwhile, and a newer one wins. Nothing is \
      removed. What cannot be rebuilt is named, and the exit code is 1.

        standings rebuild
        standings rebuild --kingdom 51 --date 2026-01-26
        standings rebuild --kingdom 51 --dkp-weights t4:4,t5:10,deaths:15
      """)

  @Option(help: ArgumentHelp("Only this kingdom.", valueName: "number"))
  var kingdom: Kingdom?

  @Option(help: ArgumentHelp("Only this date.", valueName: "YYYY-MM-DD"))
  var date: CalendarDate?

  @Option(
    help: ArgumentHelp(
      """
      The points for kills and a death, if an upload has no DKP (default: the weights \
      of its snapshot, or the ones shown here if the lake records none).
      """,
      valueName: "t4:10,t5:30,deaths:80"))
  var dkpWeights: DKPWeights?

  @Option(
    help:
      "If a file repeats an id: refuse or keep-last (default: as when it was uploaded)."
  )
  var duplicates: DuplicateChoice?

  @Option(help: "The output format: text, or json with one object per snapshot.")
  var format = TextFormat.text

  @OptionGroup var options: LakeOptions

  func run() async throws {
    let rebuild = SnapshotRebuild(
      store: try options.open().store, settings: settings, now: Clock.system.now())
    let snapshots = try await rebuild.snapshots(of: kingdom, on: date)
    if snapshots.isEmpty && (kingdom != nil || date != nil) {
      throw ExitStatus(
        code: .wrongUsage, message: "error: the lake \(options.lake) has no uploads\(selection)")
    }
    let progress = ProgressBar("snapshots rebuilt")
    defer { progress.finish() }
    let rebuilt = try await rebuild.rebuild(snapshots) { progress.update(done: $0, of: $1) }
    progress.finish()
    show(rebuilt)
    // What is incomplete has been named already.
    if rebuilt.contains(where: \.isIncomplete) { throw ExitStatus(code: .refused, message: nil) }
  }

  private var settings: RebuildSettings {
    var settings = RebuildSettings()
    settings.dkpWeights = dkpWeights
    settings.duplicates = duplicates.map { $0 == .keepLast ? .keepLast : .refuse }
    return settings
  }

  private var selection: String {
    let kingdom = kingdom.map { " of kingdom \($0)" } ?? ""
    return kingdom + (date.map { ", \($0)" } ?? "")
  }

  private func show(_ rebuilt: [RebuiltSnapshot]) {
    switch format {
    case .text:
      for line in RebuildText.lines(rebuilt) { Terminal.print("\(line)\n") }
    case .json:
      for snapshot in rebuilt {
        Terminal.print(Terminal.printableJSON(snapshot.json.text) + "\n")
      }
    }
  }
}
