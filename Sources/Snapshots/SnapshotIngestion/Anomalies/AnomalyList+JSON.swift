import JSON
import Time

extension AnomalyList {
  /// Writes the report's member with the anomalies.
  func write(to json: inout JSONWriter, isMostlyNew: Bool) {
    json.object("suspicions") {
      for kind in Anomaly.Kind.allCases { $0.member(kind.rawValue, count(kind)) }
      $0.member("mostly_new", isMostlyNew)
      $0.array("listed") { json in
        for kind in Anomaly.Kind.allCases {
          for anomaly in listed(kind) { anomaly.write(to: &json) }
        }
      }
    }
  }
}

extension Anomaly {
  fileprivate func write(to json: inout JSONWriter) {
    json.object {
      $0.member("row", row)
      $0.member("id", id)
      $0.member("name", name)
      $0.member("column", column)
      $0.member("found", found)
      $0.member("expected", expected)
      $0.member("code", kind.rawValue)
    }
  }
}

extension SnapshotComparison? {
  /// Writes the report's member with the compared snapshot.
  func write(to json: inout JSONWriter) {
    json.key("compared_with")
    guard let comparison = self else { return json.null() }
    json.object {
      $0.member("snapshot_date", comparison.earlier.date.description)
      $0.member("run_id", comparison.earlier.runID)
      $0.member("players_in_both", comparison.playersInBoth)
      $0.member("new_players", comparison.newPlayers)
      $0.member("absent_players", comparison.absentPlayers)
    }
  }
}
