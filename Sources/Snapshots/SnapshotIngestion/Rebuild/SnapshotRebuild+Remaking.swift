import Bytes
import DataLake
import Datasets
import Parquet
import Storage
import UploadReading

extension SnapshotRebuild {
  /// Rebuilds an upload's snapshot in memory, since the lake mostly has its exact bytes already.
  ///
  /// The report says whether only one day's rows were ingested from a file of several days. If it
  /// is lost, all rows count as one scan if that gives the current object, or if there is none and
  /// they could have been accepted; otherwise the day's rows alone.
  func remake(
    _ bytes: SharedBytes, _ upload: KeptUpload, _ standing: CurrentSnapshot?
  ) async throws -> CuratedUpload {
    var settings = settings.ingestion(of: upload, standing: standing)
    let document = UploadDocument(
      bytes, named: upload.run.event.file.text, limits: settings.reading.limits)
    let made = try await curate(document, of: upload.run, settings)
    guard upload.report == nil, made.isOfSeveralDates(wherePlayersWere: upload.players(standing))
    else { return made }
    settings.reading.rowsOfDate = upload.run.event.snapshot.date
    return try await curate(document, of: upload.run, settings)
  }

  private func curate(
    _ upload: UploadDocument, of run: Run, _ settings: IngestionSettings
  ) async throws -> CuratedUpload {
    let key = LakeKey.curated(run.event.snapshot).description
    return try await UploadCurator(settings: settings).curate(upload, of: run) {
      GatheredObject(key, for: store)
    }
  }
}

extension KeptUpload {
  /// The number of players of its snapshot, if the snapshot is known to be its own.
  fileprivate func players(_ standing: CurrentSnapshot?) -> Int? {
    provenance == .curated ? standing?.players : nil
  }
}

extension CuratedUpload {
  /// Whether rows of several days would change the result.
  fileprivate func isOfSeveralDates(wherePlayersWere players: Int?) -> Bool {
    switch outcome {
    case .refused(let rejection): rejection.code == .severalDates
    case .accepted(let file):
      file.reading.notes.contains(where: \.isOfTwoDays) && players != nil
        && players != file.reading.rows.accepted
    }
  }
}

extension Note {
  fileprivate var isOfTwoDays: Bool {
    if case .rowsOfTwoDays = self { true } else { false }
  }
}

extension SnapshotRebuild {
  /// Compares a rebuilt snapshot with the one that its report names, so that the report becomes the
  /// same; without a name, with the previous one.
  /// - Throws: `ObjectStoreError`.
  func comparison(of file: CuratedFile, _ upload: KeptUpload) async throws -> SnapshotComparison? {
    let snapshot = upload.run.event.snapshot
    let comparer = SnapshotComparer(store: store, settings: settings.ingestion)
    return try await comparer.compare(file) { lake in
      switch upload.report?.document.comparison {
      case .none?: nil
      case .unknown?, nil: try await lake.latest(before: snapshot)
      case .with(let compared)?:
        if let earlier = try await earlier(SnapshotReference(compared), before: snapshot, in: lake)
        {
          earlier
        } else {
          try await lake.latest(before: snapshot)
        }
      }
    }
  }

  /// The snapshot of a run, current or rebuilt; `nil` if its upload is lost.
  private func earlier(
    _ reference: SnapshotReference, before snapshot: SnapshotID, in lake: EarlierSnapshots
  ) async throws -> EarlierSnapshot? {
    let earlier = SnapshotID(
      source: snapshot.source, kingdom: snapshot.kingdom, date: reference.date)
    if let standing = try await lake.standing(earlier), standing.reference == reference {
      return standing
    }
    let history = try await SnapshotHistory.read(earlier, in: store)
    guard let upload = history.uploads.first(where: { $0.run.id == reference.runID }) else {
      return nil
    }
    let bytes = try await store.get(upload.key.description)
    let made = try await remake(bytes, upload, history.standing)
    guard case .accepted(let file) = made.outcome else { return nil }
    return EarlierSnapshot(
      reference: reference, file: try await ParquetFile(file))
  }
}

extension SnapshotReference {
  fileprivate init(_ compared: UploadReport.ComparedSnapshot) {
    self.init(date: compared.date, runID: compared.runID)
  }
}
