import ArgumentParser
import Datasets
import JSON
import SnapshotIngestion
import Time
import UploadReading

struct RebuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: "Make snapshots and reports again from the uploads that the lake keeps.",
    discussion: """
      Reads what was uploaded (raw/) again, and makes of it what its upload made: the same bytes \
      where all is as it was, the missing ones where something is lost or damaged, others after \
      the weights of DKP or the shape of snapshots have changed. Uploads may go on meanwhile: a \
      newer one stays. Nothing is removed. What cannot be made again is named, and the exit code \
      is 1.

        standings rebuild
        standings rebuild --kingdom 51 --date 2026-01-26
        standings rebuild --kingdom 51 --dkp-weights t4:4,t5:10,deaths:15
      """)

  @Option(help: ArgumentHelp("Only this kingdom's.", valueName: "number"))
  var kingdom: Kingdom?

  @Option(help: ArgumentHelp("Only of this day.", valueName: "YYYY-MM-DD"))
  var date: CalendarDate?

  @Option(
    help: ArgumentHelp(
      """
      What kills and a death count, where an upload has no DKP. Unless told as it was, or as \
      shown here where nothing in the lake tells.
      """,
      valueName: "t4:10,t5:30,deaths:80"))
  var dkpWeights: DKPWeights?

  @Option(
    help:
      "What to do when an id stands in a file twice: refuse or keep-last; as it was unless told."
  )
  var duplicates: DuplicateChoice?

  @Option(help: "How to write what was done: text, or json with one object a snapshot.")
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
