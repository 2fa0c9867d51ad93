import SnapshotIngestion
import Storage
import Time
import UploadReading

/// An upload, and where it goes.
struct TargetedUpload {
  let file: UploadFile
  let document: UploadDocument
  let target: SnapshotTarget
  let event: UploadEvent
  let settings: IngestionSettings
}

/// Takes the files of a command one after the other through what is to be done with them.
struct UploadHandling {
  let uploads: UploadOptions
  let settings: IngestionSettings
  /// Whether a kingdom or a day that nobody tells is an error.
  let needsTargets: Bool

  typealias Progress = @Sendable (_ done: Int, _ total: Int) -> Void

  /// One file that cannot be taken keeps the others from nothing.
  /// - Parameters:
  ///   - time: of the first file; each is newer than those before it, so that the last one stays.
  ///   - handle: does what is to be done with an upload.
  ///   - show: tells what came of it.
  /// - Throws: `ExitStatus` with the gravest that came of any file, and what `handle` throws of the
  ///   lake.
  func run(
    from time: Instant,
    handle: (TargetedUpload, @escaping Progress) async throws -> IngestionReport,
    show: (IngestionReport, TargetedUpload) -> Void
  ) async throws {
    var time = time
    var gravest = ExitStatus.Code.done
    for path in uploads.files {
      do throws(ExitStatus) {
        for upload in try uploads(of: UploadFile(reading: path), at: time) {
          let progress = ProgressBar(upload.file.name.text)
          let report = try await report(of: upload, progress, handle)
          show(report, upload)
          if !report.isAccepted { gravest = max(gravest, .refused) }
        }
      } catch {
        guard error.code != .lakeUnreachable else { throw error }
        if let message = error.message { Terminal.printError(message) }
        gravest = max(gravest, error.code)
      }
      time = time.next
    }
    if gravest != .done { throw ExitStatus(code: gravest, message: nil) }
  }

  private func report(
    of upload: TargetedUpload, _ progress: ProgressBar,
    _ handle: (TargetedUpload, @escaping Progress) async throws -> IngestionReport
  ) async throws(ExitStatus) -> IngestionReport {
    defer { progress.finish() }
    do {
      return try await handle(upload) { progress.update(done: $0, of: $1) }
    } catch {
      throw ExitStatus(error)
    }
  }

  /// An upload for each snapshot that comes of a file.
  private func uploads(
    of file: UploadFile, at time: Instant
  ) throws(ExitStatus) -> [TargetedUpload] {
    let document = UploadDocument(
      file.bytes, named: file.name.text, limits: settings.reading.limits)
    let targets: [SnapshotTarget]
    do throws(SnapshotTarget.Unsettled) {
      targets = try document.targets(for: uploads.request(at: time, isComplete: needsTargets))
    } catch {
      throw ExitStatus(error, file: file.path)
    }
    return targets.map { target in
      TargetedUpload(
        file: file, document: document, target: target,
        event: UploadEvent(snapshot: target.snapshot, file: file.name, time: time),
        settings: settings.reading(for: target))
    }
  }
}
