#if Server
  import ArgumentParser
  import Bytes
  import DataLake
  import Ingestion
  import JSON
  import Machine
  import Rankings

  struct IngestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "ingest",
      abstract: "Put uploads of player statistics into the lake.",
      discussion: """
        Reads Excel workbooks (.xlsx), CSV (comma, semicolon or tab), JSON and JSON lines, each \
        also gzipped. The file is kept as it came; its players become the snapshot of that kingdom \
        and date. A file that cannot be accepted is kept too, changes nothing else, and the \
        message says what to mend.

          standings ingest players.csv --kingdom 51 --date 2026-01-26
          standings ingest scan.jsonl.gz --kingdom 51 --date 2026-02-02 --format json
        """)

    @Argument(
      help: "Exports of one kingdom and date; of several, the last one stays in place.",
      completion: .file())
    var files: [String]

    @Option(help: ArgumentHelp("The kingdom's number.", valueName: "number"))
    var kingdom: Kingdom

    @Option(help: ArgumentHelp("The day the numbers are of.", valueName: "YYYY-MM-DD"))
    var date: SnapshotDate

    @Option(
      help: ArgumentHelp(
        "When the file was uploaded, in UTC; now unless told. The same time again is the same upload.",
        valueName: "YYYY-MM-DDThh:mm:ssZ"))
    var eventTime: Instant?

    @Option(help: "How to write the report: text, or json with one object a file.")
    var format = TextFormat.text

    @OptionGroup var ingestion: IngestionOptions
    @OptionGroup var options: LakeOptions

    func run() async throws {
      let lake = try options.open()
      let pipeline = IngestionPipeline(store: lake.store, settings: ingestion.settings)
      var time = eventTime ?? MachineClock.now
      var refused = 0
      for path in files {
        let report = try await ingest(path, at: time, into: lake, through: pipeline)
        if !report.isAccepted { refused += 1 }
        // Each file is newer than those before it, so that the last one stays.
        time = time.next
      }
      if refused > 0 { throw ExitStatus(code: .refused, message: nil) }
    }

    private func ingest(
      _ path: String, at time: Instant, into lake: Lake, through pipeline: IngestionPipeline
    ) async throws -> IngestionReport {
      let (name, upload) = try read(path)
      try lake.create()
      let event = UploadEvent(
        snapshot: SnapshotID(kingdom: kingdom, date: date), file: name, time: time)
      let progress = ProgressBar(name.text)
      defer { progress.finish() }
      let report = try await pipeline.ingest(upload, of: event) {
        progress.update(done: $0, of: $1)
      }
      progress.finish()
      show(report, of: path)
      return report
    }

    private func read(_ path: String) throws -> (FileName, SharedBytes) {
      guard let name = path.split(separator: "/").last.flatMap({ FileName($0) }) else {
        throw ExitStatus(
          code: .wrongUsage,
          message: """
            error: "\(Terminal.printable(path))" has a name that no upload can have: expected at \
            most 200 bytes, not beginning with a dot
            """)
      }
      do throws(ObjectStoreError) {
        return (name, try LocalFile.read(path))
      } catch {
        throw ExitStatus(
          code: .wrongUsage,
          message: "error: \(Terminal.printable(path)) cannot be read: \(error.reason)")
      }
    }

    private func show(_ report: IngestionReport, of path: String) {
      switch format {
      case .text:
        for line in ReportText.lines(report, file: path) { Terminal.give("\(line)\n") }
      case .json:
        var json = JSONWriter()
        json.object {
          $0.member("file", path)
          $0.member("kingdom", kingdom.number)
          $0.member("snapshot_date", date.description)
          $0.member("run_id", report.runID)
          report.writeOutcome(to: &$0)
          $0.member("superseded_by_newer", report.isSuperseded)
        }
        Terminal.give(json.text + "\n")
      }
    }
  }
#endif
