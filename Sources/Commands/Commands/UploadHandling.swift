import SnapshotIngestion
import Storage
import Time

/// An upload, and what is known of where it goes.
struct PlacedUpload {
  let file: UploadFile
  let place: UploadPlace
  let event: UploadEvent
  let settings: IngestionSettings
}

/// Takes the files of a command one after the other through what is to be done with them.
struct UploadHandling {
  let uploads: UploadOptions
  let settings: IngestionSettings
  /// Whether a kingdom or a day that nobody tells is an error.
  let needsPlaces: Bool

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
    handle: (PlacedUpload, @escaping Progress) async throws -> IngestionReport,
    show: (IngestionReport, PlacedUpload) -> Void
  ) async throws {
    var time = time
    var gravest = ExitStatus.Code.done
    for path in uploads.files {
      do throws(ExitStatus) {
        for upload in try placed(UploadFile(reading: path), at: time) {
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
    of upload: PlacedUpload, _ progress: ProgressBar,
    _ handle: (PlacedUpload, @escaping Progress) async throws -> IngestionReport
  ) async throws(ExitStatus) -> IngestionReport {
    defer { progress.finish() }
    do {
      return try await handle(upload) { progress.update(done: $0, of: $1) }
    } catch {
      throw ExitStatus(error)
    }
  }

  private func placed(_ file: UploadFile, at time: Instant) throws(ExitStatus) -> [PlacedUpload] {
    let places = try UploadPlace.places(
      of: file, uploads.selector(at: time), settings.intake, needsAll: needsPlaces)
    return places.map { place in
      PlacedUpload(
        file: file, place: place,
        event: UploadEvent(snapshot: place.snapshot, file: file.name, time: time),
        settings: place.settings(settings))
    }
  }
}
