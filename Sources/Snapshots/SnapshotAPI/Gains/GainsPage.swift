package import Datasets
package import HTTPAPI
package import JSON
import Leaderboards
package import SnapshotQueries
import Time

/// A page of the gains between two snapshots, with the other facts of its answer.
package struct GainsPage {
  let query: GainsQuery
  let gains: Gains
  let entries: [PlayerGain]
  /// Max listed players of each kind that cannot be compared.
  let listLimit: Int
  let previousCursor: String?
  let nextCursor: String?

  init(
    query: GainsQuery, gains: Gains, entries: [PlayerGain], listLimit: Int,
    previousCursor: String?, nextCursor: String?
  ) {
    self.query = query
    self.gains = gains
    self.entries = entries
    self.listLimit = listLimit
    self.previousCursor = previousCursor
    self.nextCursor = nextCursor
  }

  package func write(to json: inout JSONWriter) {
    json.object {
      $0.member("kingdom", query.to.snapshot.kingdom.number)
      $0.member("metric", query.metric.rawValue)
      $0.member("from", query.from.snapshot.date.description)
      $0.member("to", query.to.snapshot.date.description)
      $0.member("weights", query.measure.weights?.description)
      $0.member("compared_players", gains.comparedPlayers)
      $0.array("entries") { for entry in entries { entry.write(to: &$0) } }
      $0.write("arrived", gains.arrived, limit: listLimit) {
        $0.member("value", $1.to)
      }
      $0.write("departed", gains.departed, limit: listLimit) {
        $0.member("value", $1.from)
      }
      $0.write("without_value", gains.withoutValue, limit: listLimit) {
        $0.member("value_before", $1.from)
        $0.member("value_after", $1.to)
      }
      $0.member("previous_cursor", previousCursor)
      $0.member("next_cursor", nextCursor)
    }
  }

  package var table: CSVText {
    let metric = query.metric.rawValue
    var csv = CSVText([
      "rank", "id", "name", "alliance", "gain", "\(metric)_from", "\(metric)_to", "rank_from",
      "rank_to", "rank_change", "flags",
    ])
    for entry in entries {
      csv.add([
        "\(entry.rank)", "\(entry.id)", CSVText.guarded(entry.name),
        CSVText.guarded(entry.alliance ?? ""), "\(entry.gain)", "\(entry.from.value)",
        "\(entry.to.value)", "\(entry.from.rank)", "\(entry.to.rank)", "\(entry.rankChange)",
        entry.flags.map(\.rawValue).joined(separator: " "),
      ])
    }
    return csv
  }
}

extension GainsPage {
  /// All gains on one page.
  package init(_ gains: Gains, to query: GainsQuery) {
    self.init(
      query: query, gains: gains, entries: gains.entries, listLimit: Gains.listLimit,
      previousCursor: nil, nextCursor: nil)
  }
}

extension GainMeasure {
  /// The weights of computed DKP.
  package var weights: DKPWeights? {
    if case .weighted(let weights) = self { weights } else { nil }
  }
}

extension PlayerGain {
  fileprivate func write(to json: inout JSONWriter) {
    json.object {
      $0.member("rank", rank)
      $0.member("id", id)
      $0.member("name", name)
      $0.member("alliance", alliance)
      $0.member("gain", gain)
      $0.write("before", RankedNumber(rank: from.rank, value: from.value))
      $0.write("after", RankedNumber(rank: to.rank, value: to.value))
      $0.member("rank_change", rankChange)
      $0.array("flags") { for flag in flags { $0.value(flag.rawValue) } }
    }
  }
}

extension JSONWriter {
  /// Players who cannot be compared, and their number.
  fileprivate mutating func write(
    _ name: String, _ others: Gains.Others, limit: Int,
    values: (inout JSONWriter, Gains.Uncompared) -> Void
  ) {
    object(name) {
      $0.member("total_players", others.count)
      $0.array("players") {
        for player in others.players.prefix(limit) {
          $0.object { json in
            json.member("id", player.id)
            json.member("name", player.name)
            json.member("alliance", player.alliance)
            values(&json, player)
          }
        }
      }
    }
  }
}
