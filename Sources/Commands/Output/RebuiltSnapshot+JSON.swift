import DataLake
import Datasets
import JSON
import SnapshotIngestion
import Time
import UploadReading

extension RebuiltSnapshot {
  /// The result of a rebuild, for scripts.
  var json: JSONWriter {
    var json = JSONWriter()
    json.object {
      $0.member("kingdom", snapshot.kingdom.number)
      $0.member("date", snapshot.date.description)
      $0.member("curated", curated.word)
      $0.member("reason", curated.reason?.rawValue)
      $0.member("raw", curated.origin?.raw.description)
      $0.member("run_id", curated.origin?.runID)
      $0.member("total_players", curated.origin?.players)
      $0.member("dkp_weights", curated.origin?.dkpWeights.description)
      $0.array("uploads") { for upload in uploads { $0.object { upload.write(to: &$0) } } }
    }
    return json
  }
}

extension RebuiltSnapshot.Curated {
  /// The outcome in one word.
  var word: String {
    switch self {
    case .unchanged: "unchanged"
    case .restored: "restored"
    case .replaced: "replaced"
    case .leftAlone: "left_alone"
    }
  }

  var origin: SnapshotOrigin? {
    switch self {
    case .unchanged(let origin), .restored(let origin), .replaced(let origin): origin
    case .leftAlone: nil
    }
  }

  var reason: RebuiltSnapshot.Reason? {
    if case .leftAlone(let reason) = self { reason } else { nil }
  }
}

extension RebuiltUpload {
  fileprivate func write(to json: inout JSONWriter) {
    let (status, found, expected) = finding
    json.member("raw", raw.description)
    json.member("status", status)
    json.member("found", found)
    json.member("expected", expected)
    json.member("was", wasAccepted.map { $0 ? "accepted" : "refused" })
    json.member("known_from", provenance.rawValue)
    json.member("report", report?.key.description)
    json.member("report_change", report?.change.rawValue)
  }

  /// The upload's outcome in one word, and its problem.
  var finding: (status: String, found: String?, expected: String?) {
    switch outcome {
    case .accepted: ("accepted", nil, nil)
    case .refused(let rejection, _): ("refused", rejection.found, rejection.expected)
    case .damaged(let found, let expected): ("damaged", found, expected)
    case .lost: ("lost", nil, nil)
    case .pending: ("pending", nil, nil)
    }
  }
}
