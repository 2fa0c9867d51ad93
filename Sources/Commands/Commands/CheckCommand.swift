import ArgumentParser
import DataLake
import Failures
import JSON
import SnapshotAPI
import SnapshotIngestion
import Storage
import Time
import UploadReading

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Report what ingesting uploads would do, and write nothing.",
    discussion: """
      Prints the report that standings ingest would give: the recognised format and columns, \
      every refused row and cell, and anomalies. If the lake has an earlier snapshot, the report \
      compares the file with it. The kingdom and the date may be unknown. The exit code is 1 if \
      a file would be rejected.

        standings check players.csv
        standings check kingdom-2025-09-19-2025-09-26.xlsx --kingdom 51 --format json
      """)

  @OptionGroup var uploads: UploadOptions
  @OptionGroup var ingestion: IngestionOptions
  @OptionGroup var options: LakeOptions

  func run() async throws {
    let store = try await storeIfThere()
    let handling = UploadHandling(
      uploads: uploads, settings: ingestion.settings, needsTargets: false)
    try await handling.run(
      from: Clock.system.now(),
      handle: { upload, progress in
        let isTold = upload.target.assumed.isEmpty
        return try await UploadCheck(store: isTold ? store : nil, settings: upload.settings)
          .check(upload.document, of: upload.event, progress: progress)
      }, show: show)
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

  private func show(_ report: IngestionReport, of upload: TargetedUpload) {
    switch uploads.format {
    case .text:
      let lines = ReportText.lines(
        report, file: upload.file.path, upload.target, isWritten: false)
      for line in lines { Terminal.print("\(line)\n") }
    case .json:
      var json = JSONWriter()
      json.object {
        $0.member("file", upload.file.path)
        upload.target.write(to: &$0)
        report.document.writeFindings(to: &$0)
      }
      let text = String(decoding: ReportDocument.json(of: json.utf8), as: UTF8.self)
      Terminal.print(Terminal.printableJSON(text) + "\n")
    }
  }
}
