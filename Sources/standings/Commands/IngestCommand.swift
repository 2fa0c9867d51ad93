#if Server
  import ArgumentParser
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

        What is not told here is taken from the file where it says so: its name, such as \
        PlayersRanking_20260114_081812.csv or kingdom-2025-09-19-2025-09-26.xlsx, the sheet \
        Summary of a workbook, or a column Date or Kingdom. If two of these differ, or the command \
        line says something else, the file is refused.

          standings ingest TOP300-2026-01-12-51.csv
          standings ingest all-scans.csv --kingdom 51 --split-dates
        """)

    @OptionGroup var uploads: UploadOptions

    @Option(
      help: ArgumentHelp(
        "When the file was uploaded, in UTC; now unless told. The same time again is the same upload.",
        valueName: "YYYY-MM-DDThh:mm:ssZ"))
    var eventTime: Instant?

    @OptionGroup var ingestion: IngestionOptions
    @OptionGroup var options: LakeOptions

    func run() async throws {
      let lake = try options.open()
      var time = eventTime ?? MachineClock.now
      var refused = 0
      for path in uploads.files {
        do {
          let reports = try await ingest(UploadFile(reading: path), at: time, into: lake)
          refused += reports.count { !$0.isAccepted }
        } catch let status as ExitStatus where status.code == .refused {
          // One file that contradicts itself keeps the others from nothing.
          if let message = status.message { Terminal.tell(message) }
          refused += 1
        }
        // Each file is newer than those before it, so that the last one stays.
        time = time.next
      }
      if refused > 0 { throw ExitStatus(code: .refused, message: nil) }
    }

    private func ingest(
      _ file: UploadFile, at time: Instant, into lake: Lake
    ) async throws -> [IngestionReport] {
      let places = try UploadPlace.places(
        of: file, uploads.wish(at: time), ingestion.settings.intake)
      try lake.create()
      var reports: [IngestionReport] = []
      for place in places {
        let pipeline = IngestionPipeline(
          store: lake.store, settings: place.settings(ingestion.settings))
        let event = UploadEvent(snapshot: place.snapshot, file: file.name, time: time)
        let progress = ProgressBar(file.name.text)
        defer { progress.finish() }
        let report = try await pipeline.ingest(file.bytes, of: event) {
          progress.update(done: $0, of: $1)
        }
        progress.finish()
        show(report, of: file, place)
        reports.append(report)
      }
      return reports
    }

    private func show(_ report: IngestionReport, of file: UploadFile, _ place: UploadPlace) {
      switch uploads.format {
      case .text:
        for line in ReportText.lines(report, file: file.path, place) { Terminal.give("\(line)\n") }
      case .json:
        var json = JSONWriter()
        json.object {
          $0.member("file", file.path)
          place.write(to: &$0)
          $0.member("run_id", report.runID)
          report.writeOutcome(to: &$0)
          $0.member("superseded_by_newer", report.isSuperseded)
        }
        Terminal.give(json.text + "\n")
      }
    }
  }
#endif
