import Datasets
import JSON
import Leaderboards
import SnapshotQueries

extension PlayerStanding {
  /// The player's values without the id.
  func writeMembers(to json: inout JSONWriter) {
    json.member("name", name)
    json.member("alliance", alliance)
    json.object("values") {
      for column in PlayerColumn.counters { $0.member(column.name, values[column]) }
    }
    json.object("ranks") {
      for metric in Metric.allCases {
        $0.key(metric.rawValue)
        guard let rank = ranks[metric] else {
          $0.null()
          continue
        }
        $0.object {
          $0.member("rank", rank.rank)
          $0.member("ranked_players", rank.of)
        }
      }
    }
  }
}

extension PlayerMatches.Match {
  func write(to json: inout JSONWriter) {
    json.object {
      $0.member("id", id)
      $0.member("name", name)
      $0.member("alliance", alliance)
      $0.member("power", power)
    }
  }
}
