import Datasets
package import HTTPAPI
package import JSON
import Leaderboards
package import SnapshotQueries
import Time

/// A page of a board, with the other facts of its answer.
struct BoardPage {
  let board: Leaderboard
  let rankedPlayers: Int?
  let previousCursor: String?
  let nextCursor: String?
  let comparison: Comparison?

  /// The players' ranks in another snapshot.
  struct Comparison {
    /// `nil` if there is no such snapshot.
    let date: CalendarDate?
    let ranks: [Int64: RankedNumber]
  }

  func write(to json: inout JSONWriter) {
    json.object {
      board.writeHead(to: &$0)
      $0.member("ranked_players", rankedPlayers)
      $0.member("previous_date", comparison?.date?.description)
      $0.array("entries") {
        for entry in board.entries {
          $0.object { json in
            entry.writeMembers(to: &json)
            if let comparison { json.write("previous", comparison.ranks[entry.id]) }
          }
        }
      }
      $0.member("previous_cursor", previousCursor)
      $0.member("next_cursor", nextCursor)
    }
  }

  var table: CSVText {
    let metric = board.metric.rawValue
    let compared = comparison == nil ? [] : ["previous_rank", "previous_\(metric)"]
    var csv = CSVText(Leaderboard.csvColumns(metric) + compared)
    for entry in board.entries {
      let previous = comparison?.ranks[entry.id]
      let cells = previous.map { ["\($0.rank)", "\($0.value)"] } ?? ["", ""]
      csv.add(entry.csvCells + (comparison == nil ? [] : cells))
    }
    return csv
  }
}

extension BoardPage {
  /// The whole board on one page.
  init(_ board: Leaderboard, rankedPlayers: Int?) {
    self.init(
      board: board, rankedPlayers: rankedPlayers, previousCursor: nil, nextCursor: nil,
      comparison: nil)
  }
}

extension Leaderboard {
  /// The leaderboard object of the API, with all entries.
  /// - Parameter rankedPlayers: the number of players with a value, if known.
  package func write(to json: inout JSONWriter, rankedPlayers: Int?) {
    BoardPage(self, rankedPlayers: rankedPlayers).write(to: &json)
  }

  fileprivate func writeHead(to json: inout JSONWriter) {
    json.member("kingdom", snapshot.kingdom.number)
    json.member("metric", metric.rawValue)
    json.member("date", snapshot.date.description)
    json.member("total_players", totalPlayers)
  }

  /// The board as a table.
  package var table: CSVText { BoardPage(self, rankedPlayers: nil).table }

  fileprivate static func csvColumns(_ metric: String) -> [String] {
    ["rank", "id", "name", "alliance", metric]
  }
}

extension Leaderboard.Entry {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("rank", rank)
    json.member("id", id)
    json.member("name", name)
    json.member("alliance", alliance)
    json.member("value", value)
  }

  fileprivate var csvCells: [String] {
    [
      "\(rank)", "\(id)", CSVText.guarded(name), CSVText.guarded(alliance ?? ""), "\(value)",
    ]
  }
}

extension JSONWriter {
  /// A value with its rank; null if there is none.
  mutating func write(_ name: String, _ number: RankedNumber?) {
    key(name)
    guard let number else { return null() }
    object {
      $0.member("rank", number.rank)
      $0.member("value", number.value)
    }
  }
}
