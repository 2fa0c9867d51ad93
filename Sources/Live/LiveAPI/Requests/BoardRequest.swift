import Failures
import JSON
import Leaderboards
package import LiveScores
package import ScoreLog

/// A board as a client defines it.
package enum BoardRequest {
  /// Reads the definition of a new board: `id`, `name`, and optionally `sort_order` (`desc`),
  /// `update_mode` (`best`), `reset_period` (`never`), `time_zone` (`UTC`), `decimal_places` (0),
  /// `max_entries` and `max_metadata_bytes`.
  /// - Throws: `RequestError`.
  package static func definition(body: [UInt8]) throws(RequestError) -> BoardDefinition {
    var object = try BodyObject(body: body)
    let id = try object.string("id")
    let name = try object.optionalString("name") ?? id
    let order = try choice(RankOrder.self, "sort_order", &object) ?? .descending
    let mode = try choice(UpdateMode.self, "update_mode", &object) ?? .best
    let reset = try object.optionalString("reset_period") ?? "never"
    let zone = try object.optionalString("time_zone") ?? "UTC"
    let places = try object.optionalInteger("decimal_places") ?? 0
    let entryLimit = try object.optionalInteger("max_entries")
    let metadataLimit = try object.optionalInteger("max_metadata_bytes") ?? 2_048
    try object.end()
    do throws(LiveError) {
      return try BoardDefinition(
        id: BoardID(id, named: "id"), name: name, order: order, updateMode: mode,
        scale: ScoreScale(places: places), reset: ResetSchedule(reset),
        calendar: BoardCalendar(zone: zone), entryLimit: entryLimit, metadataLimit: metadataLimit)
    } catch {
      throw RequestError(error, in: object.place)
    }
  }

  /// Reads a change: any of `name`, `max_entries` (null for no limit) and `max_metadata_bytes`.
  /// - Throws: `RequestError`.
  package static func change(body: [UInt8]) throws(RequestError) -> BoardChange {
    var object = try BodyObject(body: body)
    var change = BoardChange()
    change.name = try object.optionalString("name")
    let isWithoutLimit = object.isNull("max_entries")
    let limit = try object.optionalInteger("max_entries")
    change.entryLimit = isWithoutLimit ? .some(nil) : limit.map { .some($0) }
    change.metadataLimit = try object.optionalInteger("max_metadata_bytes")
    try object.end()
    guard change != BoardChange() else {
      throw RequestError(
        .invalidBody, at: "", "expected name, max_entries or max_metadata_bytes")
    }
    return change
  }

  private static func choice<Value: RawRepresentable & CaseIterable>(
    _ type: Value.Type, _ name: String, _ object: inout BodyObject
  ) throws(RequestError) -> Value? where Value.RawValue == String {
    guard let text = try object.optionalString(name) else { return nil }
    if let value = Value(rawValue: text) { return value }
    let expected = Value.allCases.map(\.rawValue).joined(separator: ", ")
    throw RequestError(
      .invalidValue, at: object.place.member(name),
      "expected one of \(expected), found '\(text.prefix(40))'")
  }
}
