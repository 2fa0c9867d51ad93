import Bytes
import DataLake
import Datasets
import Storage
import UploadReading

extension SnapshotRebuild {
  /// Makes an upload's snapshot again, in memory: mostly the very bytes stand in the lake already.
  ///
  /// Whether of an upload with rows of several days only those of its own were taken is told by its
  /// report. Where that is lost, all are taken as one scan if that comes to what stands in the
  /// lake, or could have been accepted where nothing stands; else the day's rows alone.
  func remake(
    _ bytes: SharedBytes, _ upload: KeptUpload, _ standing: CurrentSnapshot?
  ) async throws -> CuratedUpload {
    var settings = settings.ingestion(of: upload, standing: standing)
    let made = try await curate(bytes, of: upload.run, settings)
    guard upload.report == nil, made.isOfSeveralDates(wherePlayersWere: upload.players(standing))
    else { return made }
    settings.intake.rowsOfDate = upload.run.event.snapshot.date
    return try await curate(bytes, of: upload.run, settings)
  }

  private func curate(
    _ upload: SharedBytes, of run: Run, _ settings: IngestionSettings
  ) async throws -> CuratedUpload {
    let key = LakeKey.curated(run.event.snapshot).description
    return try await UploadCurator(settings: settings).curate(upload, of: run) {
      GatheredObject(key, for: store)
    }
  }
}

extension KeptUpload {
  /// How many players its snapshot has, where that is known to be its own.
  fileprivate func players(_ standing: CurrentSnapshot?) -> Int? {
    provenance == .curated ? standing?.players : nil
  }
}

extension CuratedUpload {
  /// Whether rows of several days make something else of it than it was.
  fileprivate func isOfSeveralDates(wherePlayersWere players: Int?) -> Bool {
    switch outcome {
    case .refused(let rejection): rejection.code == .severalDates
    case .accepted(let file):
      file.intake.notes.contains(where: \.isOfTwoDays) && players != nil
        && players != file.intake.rows.accepted
    }
  }
}

extension Note {
  fileprivate var isOfTwoDays: Bool {
    if case .rowsOfTwoDays = self { true } else { false }
  }
}
