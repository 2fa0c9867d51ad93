import ArgumentParser
import DataLake
import JSON
import SnapshotAPI
import SnapshotIngestion
import Time
import UploadReading

struct IngestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest",
    abstract: "Put uploads of player statistics into the lake.",
    discussion: """
      Reads Excel workbooks (.xlsx), CSV (comma, semicolon or tab), JSON and JSON lines, each \
      also gzipped. The lake keeps the file unchanged, and its players become the snapshot of \
      the kingdom and the date. A rejected file is kept too and changes nothing else; the \
      message says how to fix it.

        standings ingest players.csv --kingdom 51 --date 2026-01-26
        standings ingest scan.jsonl.gz --kingdom 51 --date 2026-02-02 --format json

      Without --kingdom or --date, Standings takes them from the file: from its name, such as \
      PlayersRanking_20260114_081812.csv or kingdom-2025-09-19-2025-09-26.xlsx, the sheet \
      Summary of a workbook, or a column Date or Kingdom. If two of these disagree, or one \
      disagrees with the command line, the file is rejected.

        standings ingest TOP300-2026-01-12-51.csv
        standings ingest all-scans.csv --kingdom 51 --split-dates
      """)

  @OptionGroup var uploads: UploadOptions

  @Option(
    help: ArgumentHelp(
      """
      The time of the upload in UTC (default: now). The same file with the same time is the \
      same upload.
      """,
      valueName: "YYYY-MM-DDThh:mm:ssZ"))
  var eventTime: Instant?

  @OptionGroup var ingestion: IngestionOptions
  @OptionGroup var options: LakeOptions

  func run() async throws {
    let lake = try options.open()
    let handling = UploadHandling(
      uploads: uploads, settings: ingestion.settings, needsTargets: true)
    try await handling.run(
      from: eventTime ?? Clock.system.now(),
      handle: { upload, progress in
        try lake.create()
        if case .folder(let store) = lake {
          await store.removeAbandoned(of: upload.event.snapshot)
        }
        return try await IngestionPipeline(store: lake.store, settings: upload.settings)
          .ingest(upload.document, of: upload.event, progress: progress)
      }, show: show)
  }

  private func show(_ report: IngestionReport, of upload: TargetedUpload) {
    switch uploads.format {
    case .text:
      let lines = ReportText.lines(report, file: upload.file.path, upload.target)
      for line in lines { Terminal.print("\(line)\n") }
    case .json:
      var json = JSONWriter()
      json.object {
        $0.member("file", upload.file.path)
        upload.target.write(to: &$0)
        $0.member("run_id", report.runID)
        report.document.writeOutcome(to: &$0)
        $0.member("superseded_by_newer", report.isSuperseded)
      }
      let text = String(decoding: ReportDocument.json(of: json.utf8), as: UTF8.self)
      Terminal.print(Terminal.printableJSON(text) + "\n")
    }
  }
}
