import DataLake
package import Datasets
package import UploadReading

/// The settings that a rebuild overrides; everything else stays as it was.
package struct RebuildSettings: Sendable {
  /// For all uploads without DKP; `nil` keeps the weights of each upload.
  package var dkpWeights: DKPWeights?
  /// `nil` keeps the choice of each upload.
  package var duplicates: ReadingSettings.Duplicates?
  /// As for ingestion; its weights and its choice about duplicates apply if nothing else is known.
  package var ingestion = IngestionSettings()

  package init() {}
}

extension RebuildSettings {
  /// The settings for reading an upload again.
  func ingestion(of upload: KeptUpload, standing: CurrentSnapshot?) -> IngestionSettings {
    var settings = ingestion
    settings.dkpWeights =
      dkpWeights ?? upload.report?.document.dkpWeights ?? standing?.metadata?.dkpWeights
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
