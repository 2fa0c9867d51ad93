package import Datasets
package import UploadReading

/// What is to be decided anew when snapshots are rebuilt; all else is as it was.
package struct RebuildSettings: Sendable {
  /// For all uploads without a DKP of their own; `nil` for the weights that each was handled with.
  package var dkpWeights: DKPWeights?
  /// `nil` for what each upload was handled with.
  package var duplicates: ReadingSettings.Duplicates?
  /// As for ingestion; its weights and its choice about duplicates hold where nothing else tells.
  package var ingestion = IngestionSettings()

  package init() {}
}

extension RebuildSettings {
  /// How an upload is to be read and rated.
  func ingestion(of upload: KeptUpload, standing: CurrentSnapshot?) -> IngestionSettings {
    var settings = ingestion
    settings.dkpWeights =
      dkpWeights ?? upload.report?.dkpWeights ?? standing?.metadata?.dkpWeights
      ?? ingestion.dkpWeights
    if let duplicates {
      settings.reading.duplicates = duplicates
    } else if upload.keptLast {
      settings.reading.duplicates = .keepLast
    }
    settings.reading.rowsOfDate = upload.rowsOfDate
    return settings
  }
}
