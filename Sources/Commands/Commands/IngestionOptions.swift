import ArgumentParser
import Datasets
import SnapshotIngestion
import UploadReading

/// How uploads are read and rated; `ingest` and `serve` take the same.
struct IngestionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The points for a tier 4 kill, a tier 5 kill and a death, if the upload has no DKP.",
      valueName: "t4:10,t5:30,deaths:80"))
  var dkpWeights = DKPWeights.standard

  @Option(help: "If a file repeats an id: refuse the file, or keep-last to keep the last row.")
  var duplicates = DuplicateChoice.refuse

  @Option(help: ArgumentHelp("The number of cores to use; 0 uses all.", valueName: "count"))
  var threads = 0

  func validate() throws {
    guard (0...256).contains(threads) else {
      throw ValidationError("--threads: found \(threads), expected 0 to 256")
    }
  }

  var settings: IngestionSettings {
    var settings = IngestionSettings()
    settings.dkpWeights = dkpWeights
    settings.reading.duplicates = duplicates == .keepLast ? .keepLast : .refuse
    if threads > 0 { settings.threads = threads }
    return settings
  }
}

enum DuplicateChoice: String, ExpressibleByArgument, CaseIterable {
  case refuse
  case keepLast = "keep-last"
}
