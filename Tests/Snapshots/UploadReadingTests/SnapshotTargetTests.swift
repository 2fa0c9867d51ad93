import Bytes
import Datasets
import Testing
import Time

@testable import UploadReading

/// Where an upload goes, where its sender and the upload itself have their say.
@Suite struct SnapshotTargetTests {
  static let name = "TOP300-2026-01-14-51-[x].csv"

  /// The targets of a file that came long after any day in it.
  static func targets(
    _ name: String, _ content: String = "id\n7\n", kingdom: Int32? = nil, date: String? = nil,
    splitsDates: Bool = false, at time: String = "2026-02-01T00:00:00Z", isComplete: Bool = true
  ) throws -> [SnapshotTarget] {
    try UploadDocument(content, named: name).targets(
      for: SnapshotTarget.Request(
        kingdom: try kingdom.map { try #require(Kingdom($0)) },
        date: try date.map { try #require(CalendarDate($0)) }, splitsDates: splitsDates,
        time: try #require(Instant(time)), isComplete: isComplete))
  }

  /// A snapshot in words.
  static func words(_ target: SnapshotTarget) -> String {
    "\(target.snapshot.kingdom) \(target.snapshot.date)"
  }

  @Test func theFileTellsWhatItsSenderDoesNot() throws {
    let targets = try Self.targets(Self.name)
    #expect(targets.map(Self.words) == ["51 2026-01-14"])
    #expect(targets.map(\.kingdomSource) == [.fileName])
    #expect(targets.map(\.dateSource) == [.fileName])
    let told = try Self.targets("players.csv", kingdom: 51, date: "2026-01-14")
    #expect(told.map(Self.words) == ["51 2026-01-14"])
    #expect(told.map(\.kingdomSource) == [nil] && told.map(\.dateSource) == [nil])
    #expect(told.allSatisfy { !$0.isOneOfSeveral && $0.assumed.isEmpty })
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
    let error = try #require(throws: SnapshotTarget.Unsettled.self) {
      try Self.targets(name, content, kingdom: kingdom, date: date)
    }
    #expect(error.conflict == conflict)
    #expect(error.rejection == nil)
  }

  static let subjects: [(String, String, Set<HintConflict.Subject>)] = [
    ("a.csv", "id\n7\n", [.kingdom, .date]),
    ("kd 51.csv", "id\n7\n", [.date]),
    ("2026-01-14.csv", "id\n7\n", [.kingdom]),
    ("kd 51.csv", "id,Date\n7,2026-01-14\n8,2026-01-21\n", [.date]),
    ("kd 51 2026-01-14.csv", "id,Kingdom\n7,52\n", []),
  ]

  @Test(arguments: subjects)
  func theSenderLearnsAllThatIsToBeTold(
    _ name: String, _ content: String, _ subjects: Set<HintConflict.Subject>
  ) throws {
    let error = try #require(throws: SnapshotTarget.Unsettled.self) {
      try Self.targets(name, content)
    }
    #expect(error.subjects == subjects)
  }

  @Test func contentThatCannotBeReadSaysNothingAndWhy() throws {
    let error = try #require(throws: SnapshotTarget.Unsettled.self) {
      try Self.targets("a.csv", "%PDF-1.7")
    }
    #expect(error.conflict == .untold(.kingdom))
    #expect(error.rejection?.found == "a PDF document")
    // Told by others, it has a target; the report then says why it is refused.
    #expect(try Self.targets(Self.name, "%PDF-1.7").map(Self.words) == ["51 2026-01-14"])
  }

  @Test func whatNobodyTellsMayBeAssumed() throws {
    let neither = try Self.targets("a.csv", isComplete: false)
    #expect(neither.map(\.assumed) == [[.kingdom, .date]])
    let kingdom = try Self.targets("a.csv", date: "2026-01-14", isComplete: false)
    #expect(kingdom.map(\.assumed) == [[.kingdom]])
    #expect(kingdom.map(\.snapshot.date.description) == ["2026-01-14"])
    #expect(throws: SnapshotTarget.Unsettled.self) {
      try Self.targets("kd 51 kd 52.csv", isComplete: false)
    }
  }

  @Test func eachDayOfAColumnIsATargetOfItsOwn() throws {
    let targets = try Self.targets(
      "a.csv", "id,Date\n7,2026-01-21\n7,2026-01-14\n", kingdom: 51, splitsDates: true)
    #expect(targets.map(Self.words) == ["51 2026-01-14", "51 2026-01-21"])
    #expect(Set(targets.map(\.dateSource)) == [.column("Date")])
    #expect(targets.map(\.isOneOfSeveral) == [true, true])
    let one = try Self.targets("a.csv", "id,Date\n7,2026-01-21\n", kingdom: 51, splitsDates: true)
    #expect(one.map(\.isOneOfSeveral) == [false])
  }

  @Test func daysThatCannotBeAreNotBelieved() throws {
    let (name, content) = ("2026-01-16.csv", "id,Date\n7,2016-01-15\n8,2026-01-15\n")
    let time = "2026-01-14T23:59:00Z"
    let targets = try Self.targets(name, content, kingdom: 51, at: time)
    #expect(targets.map(Self.words) == ["51 2026-01-15"])
    let day = try #require(CalendarDate("2016-01-15"))
    let error = try #require(throws: SnapshotTarget.Unsettled.self) {
      try Self.targets(name, content, kingdom: 51, splitsDates: true, at: time)
    }
    #expect(error.conflict == .implausible(day, .column("Date")))
  }
}
