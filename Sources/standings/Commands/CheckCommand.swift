#if Server
  import ArgumentParser
  import DataLake
  import Ingestion
  import Intake
  import JSON
  import Machine
  import Rankings

  struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Tell what would come of uploads, and write nothing.",
      discussion: """
        Gives the whole report that standings ingest would give: what was recognised, every row \
        and cell that could not be taken, and what looks wrong beside the snapshot before, if the \
        lake has one. The kingdom and the date need not be known. The exit code is 1 where a file \
        would be refused.

          standings check players.csv
          standings check kingdom-2025-09-19-2025-09-26.xlsx --kingdom 51 --format json
        """)

    @OptionGroup var uploads: UploadOptions
    @OptionGroup var ingestion: IngestionOptions
    @OptionGroup var options: LakeOptions

    func run() async throws {
      let store = try await storeIfThere()
      var refused = 0
      for path in uploads.files {
        do {
          let reports = try await check(UploadFile(reading: path), in: store)
          refused += reports.count { !$0.isAccepted }
        } catch let status as ExitStatus where status.code == .refused {
          // One file that contradicts itself keeps the others from nothing.
          if let message = status.message { Terminal.tell(message) }
          refused += 1
        }
      }
      if refused > 0 { throw ExitStatus(code: .refused, message: nil) }
    }

    /// The lake, unless it is a folder that is yet to be made.
    private func storeIfThere() async throws -> (any ObjectStore)? {
      let lake = try options.open()
      guard case .folder(let store) = lake else { return lake.store }
      do {
        _ = try await store.list("", delimited: true)
        return store
      } catch let error as ObjectStoreError where error.code == .unreachable {
        return nil
      }
    }

    private func check(
      _ file: UploadFile, in store: (any ObjectStore)?
    ) async throws -> [IngestionReport] {
      let time = MachineClock.now
      let places = try UploadPlace.places(
        of: file, uploads.wish(at: time), ingestion.settings.intake, needsAll: false)
      var reports: [IngestionReport] = []
      for place in places {
        let check = UploadCheck(
          store: place.assumed.isEmpty ? store : nil, settings: place.settings(ingestion.settings))
        let event = UploadEvent(snapshot: place.snapshot, file: file.name, time: time)
        let progress = ProgressBar(file.name.text)
        defer { progress.finish() }
        let report = try await check.check(file.bytes, of: event) {
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
        let lines = ReportText.lines(report, file: file.path, place, isWritten: false)
        for line in lines { Terminal.give("\(line)\n") }
      case .json:
        var json = JSONWriter()
        json.object {
          $0.member("file", file.path)
          place.write(to: &$0)
          report.writeFindings(to: &$0)
        }
        Terminal.give(json.text + "\n")
      }
    }
  }
#endif
