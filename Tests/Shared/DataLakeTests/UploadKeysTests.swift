import DataLake
import Datasets
import Storage
import Testing
import Time

/// The keys of one upload on its way through a lake.
@Suite struct UploadKeysTests {
  private let folder = "source=rok_players/kingdom=51/dt=2026-01-26"
  private let snapshot: SnapshotID
  private let run: RunTimestamp
  private let file: FileName

  init() throws {
    snapshot = SnapshotID(
      kingdom: try #require(Kingdom(51)), date: try #require(CalendarDate("2026-01-26")))
    // The milliseconds of an upload are no part of its folder.
    run = RunTimestamp(try #require(Instant("2026-01-26T15:30:12.999Z")))
    file = try #require(FileName("players.csv"))
  }

  /// One key per area, in the order of `LakeArea`.
  private var keys: [LakeKey] {
    [
      .inbox(snapshot, file: file), .raw(snapshot, run, file: file), .curated(snapshot),
      .rejected(snapshot, run, file: file), .report(snapshot, run),
    ]
  }

  @Test func anUploadHasOneKeyInEachArea() {
    #expect(
      keys.map(\.description) == [
        "inbox/\(folder)/players.csv", "raw/\(folder)/run_ts=20260126T153012Z/players.csv",
        "curated/\(folder)/players.parquet",
        "rejected/\(folder)/run_ts=20260126T153012Z/players.csv",
        "reports/\(folder)/run_ts=20260126T153012Z/report.json",
      ])
    #expect(keys.allSatisfy { $0.snapshot == snapshot } && Set(keys).count == 5)
  }

  @Test func aKeyStandsInTheFolderOfItsSnapshot() throws {
    for (key, area) in zip(keys, LakeArea.allCases) {
      #expect(key.description.hasPrefix(LakePrefix.snapshot(area, snapshot).description))
      #expect(try LakeKey(parsing: key.description) == key)
    }
  }

  @Test(arguments: [
    "５１", "51\u{301}", "\u{301}51", "+51", " 51", "51 ", "0x33", "1000000", "-51", "5e1", "",
  ])
  func aKingdomHasOneSpelling(_ kingdom: String) throws {
    let part = "kingdom=\(kingdom)"
    let key = "inbox/source=rok_players/\(part)/dt=2026-01-26/players.csv"
    let error = try #require(throws: LakeKeyError.self) { try LakeKey(parsing: key) }
    #expect(error.part == part)
  }

  @Test(arguments: [
    "2026-1-26", "20260126", "2026-01-26T00:00:00Z", "２０２６-01-26", "2026-01-26\u{301}",
    "2026-00-26", "2026-01-00", "2025-02-29", "26-01-26", "",
  ])
  func aDateHasOneSpelling(_ date: String) throws {
    let key = "inbox/source=rok_players/kingdom=51/dt=\(date)/players.csv"
    let error = try #require(throws: LakeKeyError.self) { try LakeKey(parsing: key) }
    #expect(error.part == "dt=\(date)")
  }

  @Test(arguments: [
    "20260126T153012z", "20260126T153060Z", "20260126T153012.5Z", "20260126153012Z",
    "2026-01-26T15:30:12Z", "20260126T240000Z", "20260229T153012Z", "",
  ])
  func aRunHasOneSpelling(_ run: String) throws {
    for area in ["raw", "rejected", "reports"] {
      let key = "\(area)/\(folder)/run_ts=\(run)/report.json"
      let error = try #require(throws: LakeKeyError.self) { try LakeKey(parsing: key) }
      #expect(error.part == "run_ts=\(run)")
    }
  }

  @Test(arguments: ["/", "=", ".", "0", "\u{301}", "é", "\n"] as [Unicode.Scalar])
  func aChangedScalarMakesAKeyOfItsOwnOrNone(_ other: Unicode.Scalar) {
    var wrong: [String] = []
    for text in keys.map(\.description) {
      let scalars = Array(text.unicodeScalars)
      for position in scalars.indices where scalars[position] != other {
        var changed = scalars
        changed[position] = other
        let changedText = String(String.UnicodeScalarView(changed))
        guard let key = try? LakeKey(parsing: changedText) else { continue }
        let isAsWritten = key.description.utf8.elementsEqual(changedText.utf8)
        if !isAsWritten || keys.contains(key) { wrong.append(changedText) }
      }
    }
    #expect(wrong.isEmpty)
  }
}
