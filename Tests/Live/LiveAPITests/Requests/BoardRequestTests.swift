import HTTPAPI
import Leaderboards
import LiveScores
import ScoreLog
import Testing

@testable import LiveAPI

@Suite struct BoardRequestTests {
  static func definition(_ json: String) throws(RequestError) -> BoardDefinition {
    try BoardRequest.definition(body: Array(json.utf8))
  }

  @Test func aBoardWithAllItsMembers() throws {
    let board = try Self.definition(
      """
      {"id": "game1", "name": "Game 1 Leaderboard", "sort_order": "asc",
       "reset_period": "weekly", "time_zone": "Europe/Berlin", "decimal_places": 3,
       "max_entries": 10000, "max_metadata_bytes": 100, "update_mode": "increment"}
      """)
    #expect(board.id.text == "game1" && board.name == "Game 1 Leaderboard")
    #expect(board.order == .ascending && board.updateMode == .increment)
    #expect(board.reset.text == "weekly" && board.calendar.zone == "Europe/Berlin")
    #expect(board.scale.places == 3)
    #expect(board.entryLimit == 10_000 && board.metadataLimit == 100)
  }

  @Test func whatIsLeftOutHasADefault() throws {
    let board = try Self.definition(#"{"id":"game1"}"#)
    #expect(board.name == "game1")
    #expect(board.order == .descending && board.updateMode == .best)
    #expect(board.reset == .never && board.calendar == .utc && board.scale == .whole)
    #expect(board.entryLimit == nil && board.metadataLimit == 2_048)
  }

  @Test(arguments: [
    (#"{"id":"no board"}"#, "id", 422), (#"{"id":"g","name":""}"#, "name", 422),
    (#"{"id":"g","sort_order":"up"}"#, "sort_order", 422),
    (#"{"id":"g","update_mode":"max"}"#, "update_mode", 422),
    (#"{"id":"g","reset_period":"sometimes"}"#, "reset_period", 422),
    (#"{"id":"g","time_zone":"Mars/Base"}"#, "time_zone", 422),
    (#"{"id":"g","decimal_places":10}"#, "decimal_places", 422),
    (#"{"id":"g","max_entries":0}"#, "max_entries", 422),
    (#"{"id":"g","max_entries":1.5}"#, "max_entries", 400),
    (#"{"id":"g","max_entries":99999999999999999999}"#, "max_entries", 400),
    (#"{"id":"g","max_metadata_bytes":-1}"#, "max_metadata_bytes", 422),
    (#"{"id":"g","sort":"desc"}"#, "sort", 400), (#"{"name":"g"}"#, "id", 400),
  ])
  func aBoardThatCannotBe(json: String, place: String, status: Int) {
    let error = #expect(throws: RequestError.self) { try Self.definition(json) }
    #expect(error?.place == place)
    #expect(error?.problem.status == status)
  }

  @Test(arguments: [
    (#"{"name":"New"}"#, BoardChange(name: "New")),
    (#"{"max_entries":5}"#, BoardChange(entryLimit: .some(5))),
    (#"{"max_entries":null}"#, BoardChange(entryLimit: .some(nil))),
    (#"{"max_metadata_bytes":0,"name":"a"}"#, BoardChange(name: "a", metadataLimit: 0)),
  ])
  func whatMayChange(json: String, change: BoardChange) throws {
    #expect(try BoardRequest.change(body: Array(json.utf8)) == change)
  }

  @Test(arguments: ["{}", #"{"sort_order":"asc"}"#, #"{"name":null}"#, "7"])
  func whatMayNot(json: String) {
    let error = #expect(throws: RequestError.self) {
      try BoardRequest.change(body: Array(json.utf8))
    }
    #expect(error?.problem.status == 400)
  }
}
