import Datasets
import Testing
import Time

@Suite struct CuratedTableTests {
  /// The pairs as a file has them, in the order in which they are written.
  private let pairs = [
    ("standings.schema_version", "1"), ("standings.source", "rok_players"),
    ("standings.source_sha256", "ab12"), ("standings.run_id", "run"),
    ("standings.uploaded_at", "2026-01-26T15:30:12Z"),
    ("standings.dkp_weights", "t4:10,t5:30,deaths:80"), ("standings.dkp_origin", "computed"),
  ]

  private func metadata(_ changes: [String: String?] = [:]) -> CuratedMetadata? {
    var values = Dictionary(uniqueKeysWithValues: pairs)
    for (key, value) in changes { values[key] = value }
    return CuratedMetadata { values[$0] }
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    let metadata = try #require(self.metadata())
    #expect(metadata.dkpWeights == .standard)
    #expect(metadata.uploadedAt == Instant("2026-01-26T15:30:12Z"))
    #expect(metadata.pairs.map(\.key) == pairs.map(\.0))
    #expect(metadata.pairs.map(\.value) == pairs.map(\.1))
  }

  @Test(arguments: [
    "standings.source", "standings.source_sha256", "standings.run_id", "standings.uploaded_at",
    "standings.dkp_weights", "standings.dkp_origin",
  ])
  func aFileThatLacksAKeyIsNotOurs(_ key: String) {
    #expect(metadata([key: nil]) == nil)
  }

  @Test(arguments: [
    ("standings.source", "coc_players"), ("standings.uploaded_at", "yesterday"),
    ("standings.dkp_weights", "t4:10"), ("standings.dkp_origin", "guessed"),
  ])
  func aValueThatIsNotOursIsRefused(_ key: String, value: String) {
    #expect(metadata([key: value]) == nil)
  }

  @Test func theLaterUploadIsNewerAndOfTwoAtOnceTheGreaterRun() throws {
    let first = try #require(self.metadata())
    let later = try #require(self.metadata(["standings.uploaded_at": "2026-01-26T15:30:13Z"]))
    let other = try #require(self.metadata(["standings.run_id": "run2"]))
    #expect(later.isNewer(than: first) && !first.isNewer(than: later))
    #expect(other.isNewer(than: first) && !first.isNewer(than: other))
    #expect(!first.isNewer(than: first))
  }

  @Test func everyMetricHasAColumnOfItsNameAndAKeyOfItsOwn() {
    for metric in Metric.allCases {
      #expect(metric.column.name == metric.rawValue)
      #expect(CuratedTable.bestPlayersKey(metric) == "standings.best.\(metric.rawValue)")
    }
  }

  @Test func countersAreAllColumnsButTheIdAndTheTexts() {
    #expect(
      PlayerColumn.counters.map(\.name) == [
        "power", "kill_points", "t1_kills", "t2_kills", "t3_kills", "t4_kills", "t5_kills",
        "kills", "deaths", "dkp",
      ])
  }
}
