package import JSON
package import Querying
package import Rankings

extension Leaderboard {
  /// The leaderboard object of the API.
  package func write(to json: inout JSONWriter, nextCursor: String?) {
    json.object {
      $0.member("kingdom", snapshot.kingdom.number)
      $0.member("metric", metric.rawValue)
      $0.member("snapshot_date", snapshot.date.description)
      $0.member("total_players", totalPlayers)
      $0.array("entries") {
        for entry in entries { entry.write(to: &$0) }
      }
      $0.member("next_cursor", nextCursor)
    }
  }
}

extension Leaderboard.Entry {
  func write(to json: inout JSONWriter) {
    json.object {
      $0.member("rank", rank)
      $0.member("id", id)
      $0.member("name", name)
      $0.member("alliance", alliance)
      $0.member("value", value)
    }
  }
}

extension SnapshotSummary {
  /// The snapshot object of the API.
  package func write(to json: inout JSONWriter) {
    json.object {
      $0.member("kingdom", snapshot.kingdom.number)
      $0.member("date", snapshot.date.description)
      $0.member("players", players)
      $0.member("ingested_at", ingestedAt.description)
      $0.member("run_id", runID)
    }
  }
}
