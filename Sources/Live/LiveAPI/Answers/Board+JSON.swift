package import JSON
import Leaderboards
package import LiveScores
import Time

extension Board {
  /// - Parameter period: the current one.
  package func write(to json: inout JSONWriter, period: Period) {
    json.object {
      $0.member("id", id.text)
      $0.member("name", definition.name)
      $0.member("sort_order", definition.order.rawValue)
      $0.member("update_mode", definition.updateMode.rawValue)
      $0.member("reset_period", definition.reset.text)
      $0.member("time_zone", definition.calendar.zone)
      $0.member("decimal_places", definition.scale.places)
      $0.member("max_entries", definition.entryLimit)
      $0.member("max_metadata_bytes", definition.metadataLimit)
      $0.member("created_at", createdAt.description)
      $0.member("reset_at", resetAt?.description)
      $0.object("period") { period.writeMembers(to: &$0) }
    }
  }
}

extension Period {
  package func writeMembers(to json: inout JSONWriter) {
    json.member("id", id.text)
    json.member("start", start?.description)
    json.member("end", end?.description)
  }
}

extension JSONWriter {
  /// A score as a number with all decimal places of its board.
  package mutating func score(_ name: String, _ units: Int64?, _ scale: ScoreScale) {
    key(name)
    guard let units else { return null() }
    if scale.places == 0 { value(units) } else { raw(Array(scale.text(units).utf8)) }
  }
}
