import Bytes
import Datasets
import Testing
import Time

@testable import UploadReading

/// What an upload is of, where its sender and the upload itself have their say.
@Suite struct ClaimedPlaceTests {
  static let name = "TOP300-2026-01-14-51-[x].csv"

  static func hints(_ name: String, _ content: String = "id\n7\n") throws -> UploadHints {
    var hints = UploadHints(fileName: name)
    hints.add(try UploadHints(of: SharedBytes(content)))
    return hints
  }

  @Test func theFileTellsWhatItsSenderDoesNot() throws {
    let place = try Self.hints(Self.name)
      .settle(kingdom: nil, date: nil, splitsDates: false)
    #expect(place.kingdom == .init(value: try #require(Kingdom(51)), source: .fileName))
    #expect(place.dates.map(\.value.description) == ["2026-01-14"])
    let told = try Self.hints("players.csv")
      .settle(kingdom: Kingdom(51), date: CalendarDate("2026-01-14"), splitsDates: false)
    #expect(told.kingdom.source == nil && told.dates.map(\.source) == [nil])
  }

  static let conflicts: [(String, String, Int32?, String?, HintConflict)] = [
    ("a.csv", "id\n7\n", nil, "2026-01-14", .untold(.kingdom)),
    ("a.csv", "id\n7\n", 51, nil, .untold(.date)),
    (
      name, "id\n7\n", 52, "2026-01-14",
      .contradiction(.kingdom, "52", nil, "51", .fileName)
    ),
    (
      name, "id\n7\n", nil, "2026-01-15",
      .contradiction(.date, "2026-01-15", nil, "2026-01-14", .fileName)
    ),
    (
      name, "id,Date\n7,2026-01-15\n", nil, nil,
      .contradiction(.date, "2026-01-14", .fileName, "2026-01-15", .column("Date"))
    ),
    (
      "a.csv", "id,Date\n7,2026-01-15\n8,2026-01-16\n", 51, nil,
      .several(.date, ["2026-01-15", "2026-01-16"], .column("Date"))
    ),
    (
      "a.csv", "id,kingdom\n7,51\n8,52\n", 53, "2026-01-14",
      .contradiction(.kingdom, "53", nil, "51", .column("kingdom"))
    ),
  ]

  @Test(arguments: conflicts.indices)
  func whatIsNotSettledIsNamed(_ index: Int) throws {
    let (name, content, kingdom, date, conflict) = Self.conflicts[index]
    let hints = try Self.hints(name, content)
    #expect(throws: conflict) {
      try hints.settle(
        kingdom: kingdom.flatMap { Kingdom($0) }, date: date.flatMap { CalendarDate($0) },
        splitsDates: false)
    }
  }

  @Test func eachDayOfAColumnIsSettledByItself() throws {
    let hints = try Self.hints("a.csv", "id,Date\n7,2026-01-21\n7,2026-01-14\n")
    let place = try hints.settle(kingdom: Kingdom(51), date: nil, splitsDates: true)
    #expect(place.dates.map(\.value.description) == ["2026-01-14", "2026-01-21"])
    #expect(Set(place.dates.map(\.source)) == [.column("Date")])
  }

  @Test func daysThatCannotBeAreNotBelieved() throws {
    let hints = try Self.hints("2026-01-16.csv", "id,Date\n7,2016-01-15\n8,2026-01-15\n")
    let time = try #require(Instant("2026-01-14T23:59:00Z"))
    #expect(hints.plausible(at: time).dates.map(\.value.description) == ["2026-01-15"])
    let day = try #require(CalendarDate("2016-01-15"))
    #expect(throws: HintConflict.implausible(day, .column("Date"))) {
      try hints.checkDaysOfRows(at: time)
    }
  }
}
