import Datasets
import JSON
import SnapshotIngestion
import Time
import UploadReading

extension SnapshotTarget {
  /// Writes the members about an upload's target and its sources; null if unknown.
  func write(to json: inout JSONWriter) {
    let isKingdomKnown = !assumed.contains(.kingdom)
    json.member("kingdom", isKingdomKnown ? snapshot.kingdom.number : nil)
    json.member(
      "kingdom_from", isKingdomKnown ? kingdomSource?.description ?? "the command line" : nil)
    let isDateKnown = !assumed.contains(.date)
    json.member("date", isDateKnown ? snapshot.date.description : nil)
    json.member(
      "date_from", isDateKnown ? dateSource?.description ?? "the command line" : nil)
  }
}
