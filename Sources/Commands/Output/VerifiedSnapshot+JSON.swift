import DataLake
import Datasets
import JSON
import SnapshotIngestion
import Time

extension VerifiedSnapshot {
  /// The findings, for scripts.
  var json: JSONWriter {
    var json = JSONWriter()
    json.object {
      $0.member("kingdom", rebuilding.snapshot.kingdom.number)
      $0.member("date", rebuilding.snapshot.date.description)
      $0.member("status", isAsItShouldBe ? "as_uploaded" : "differs")
      $0.member("curated", word)
      $0.member("reason", rebuilding.curated.reason?.rawValue)
      $0.member("raw", rebuilding.curated.origin?.raw.description)
      $0.member("total_players", rebuilding.curated.origin?.players)
      $0.key("differences")
      if let differences { differences.write(to: &$0) } else { $0.null() }
      $0.array("uploads") { json in
        for upload in rebuilding.uploads { json.object { upload.writeFindings(to: &$0) } }
      }
    }
    return json
  }

  /// The state of the curated object in one word.
  private var word: String {
    switch rebuilding.curated {
    case .unchanged: "as_uploaded"
    case .restored: "missing"
    case .replaced: "differs"
    case .leftAlone(.nothingExpected): "none"
    case .leftAlone: "unverifiable"
    }
  }
}

extension SnapshotDifferences {
  fileprivate func write(to json: inout JSONWriter) {
    json.object {
      $0.member("unreadable", unreadable)
      $0.array("metadata") { for value in metadata { value.write(to: &$0, of: nil) } }
      $0.object("missing_players") { missing.write(to: &$0) }
      $0.object("unexpected_players") { unexpected.write(to: &$0) }
      $0.object("changed_players") { changed.write(to: &$0) }
      $0.array("cells") { for cell in cells { cell.value.write(to: &$0, of: cell.id) } }
    }
  }
}

extension SnapshotDifferences.PlayerSample {
  fileprivate func write(to json: inout JSONWriter) {
    json.member("count", count)
    json.array("ids") { for id in ids { $0.value(id) } }
  }
}

extension SnapshotDifferences.Value {
  fileprivate func write(to json: inout JSONWriter, of id: Int64?) {
    json.object {
      if let id { $0.member("id", id) }
      $0.member("key", key)
      $0.member("found", found)
      $0.member("expected", expected)
    }
  }
}

extension RebuiltUpload {
  fileprivate func writeFindings(to json: inout JSONWriter) {
    json.member("raw", raw.description)
    let (status, found, expected) = finding
    json.member("status", status)
    json.member("found", found)
    json.member("expected", expected)
    json.member("was", wasAccepted.map { $0 ? "accepted" : "refused" })
    json.member(
      "report",
      report.map { report in
        switch report.change {
        case .unchanged: "as_uploaded"
        case .restored: "missing"
        case .replaced: "differs"
        }
      })
  }
}
