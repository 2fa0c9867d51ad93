#if Server
  import ArgumentParser
  import Bytes
  import DataLake
  import Ingestion
  import Intake
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

    @Argument(
      help: "Exports of one kingdom and date; of several, the last one stays in place.",
      completion: .file())
    var files: [String]

    @Option(
      help: ArgumentHelp(
        "The kingdom's number; as the file says unless told.", valueName: "number"))
    var kingdom: Kingdom?

    @Option(
      help: ArgumentHelp(
        "The day the numbers are of; as the file says unless told.", valueName: "YYYY-MM-DD"))
    var date: SnapshotDate?

    @Flag(help: "Make a snapshot of each day that the column Date of a file names.")
    var splitDates = false

    @Option(
      help: ArgumentHelp(
        "When the file was uploaded, in UTC; now unless told. The same time again is the same upload.",
        valueName: "YYYY-MM-DDThh:mm:ssZ"))
    var eventTime: Instant?

    @Option(help: "How to write the report: text, or json with one object a file.")
    var format = TextFormat.text

    @OptionGroup var ingestion: IngestionOptions
    @OptionGroup var options: LakeOptions

    func validate() throws {
      guard !splitDates || date == nil else {
        throw ValidationError("--split-dates takes the days from the file: leave out --date")
      }
    }

    func run() async throws {
      let lake = try options.open()
      var time = eventTime ?? MachineClock.now
      var refused = 0
      for path in files {
        do {
          let reports = try await ingest(path, at: time, into: lake)
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
      _ path: String, at time: Instant, into lake: Lake
    ) async throws -> [IngestionReport] {
      let (name, upload) = try read(path)
      let wish = UploadPlace.Wish(
        kingdom: kingdom, date: date, splitsDates: splitDates, time: time)
      var reports: [IngestionReport] = []
      let places = try UploadPlace.places(
        of: upload, named: name.text, file: path, wish, ingestion.settings.intake)
      try lake.create()
      for place in places {
        let event = UploadEvent(snapshot: place.snapshot, file: name, time: time)
        let report = try await ingest(upload, of: event, to: place, lake)
        show(report, of: path, place)
        reports.append(report)
      }
      return reports
    }

    private func ingest(
      _ upload: SharedBytes, of event: UploadEvent, to place: UploadPlace, _ lake: Lake
    ) async throws -> IngestionReport {
      var settings = ingestion.settings
      if place.isOneOfSeveral { settings.intake.rowsOfDate = place.snapshot.date }
      let progress = ProgressBar(event.file.text)
      defer { progress.finish() }
      return try await IngestionPipeline(store: lake.store, settings: settings)
        .ingest(upload, of: event) { progress.update(done: $0, of: $1) }
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

    private func show(_ report: IngestionReport, of path: String, _ place: UploadPlace) {
      switch format {
      case .text:
        for line in ReportText.lines(report, file: path, place) { Terminal.give("\(line)\n") }
      case .json:
        var json = JSONWriter()
        json.object {
          $0.member("file", path)
          $0.member("kingdom", place.snapshot.kingdom.number)
          $0.member("kingdom_from", place.kingdomSource?.description ?? "the command line")
          $0.member("snapshot_date", place.snapshot.date.description)
          $0.member("snapshot_date_from", place.dateSource?.description ?? "the command line")
          $0.member("run_id", report.runID)
          report.writeOutcome(to: &$0)
          $0.member("superseded_by_newer", report.isSuperseded)
        }
        Terminal.give(json.text + "\n")
      }
    }
  }
#endif
