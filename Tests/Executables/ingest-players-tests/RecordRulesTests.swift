import Datasets
import LambdaRuntime
import SnapshotIngestion
import Storage
import Testing
import Time
import UploadReading

@testable import ingest_players

private let key = "inbox/source=rok_players/kingdom=51/dt=2026-01-26/players.csv"
private let rules = RecordRules(bucket: "lake", prefix: "", uploadBytes: 1000)

private func record(
  _ name: String = "ObjectCreated:Put", bucket: String = "lake", key: String = key,
  size: Int? = 10, eTag: String? = "e1", versionID: String? = nil, sequencer: String? = "0A"
) -> S3EventRecord {
  S3EventRecord(
    name: name, time: .epoch, bucket: bucket, key: key, size: size, eTag: eTag,
    versionID: versionID, sequencer: sequencer.map { S3Sequencer($0) })
}

private func uploadEvent(_ record: S3EventRecord) -> UploadEvent? {
  guard case .ingest(let event, _, _) = rules.decide(record) else { return nil }
  return event
}

@Suite struct RecordRulesTests {
  @Test(arguments: ["Put", "Post", "Copy", "CompleteMultipartUpload", "New"])
  func everyWayOfWritingAnObjectCounts(_ way: String) throws {
    let event = try #require(uploadEvent(record("ObjectCreated:\(way)")))
    #expect(event.snapshot.kingdom.number == 51 && event.file.text == "players.csv")
    #expect(event.time == .epoch)
  }

  @Test(arguments: [
    (record(bucket: "lake2"), SkippedRecord.otherBucket),
    (record(key: "raw" + key.dropFirst(5)), .outsideOfInbox),
    (
      record(key: "curated/source=rok_players/kingdom=51/dt=2026-01-26/players.parquet"),
      .outsideOfInbox
    ),
    (record(key: "inbox"), .outsideOfInbox), (record(key: "inboxes/a.csv"), .outsideOfInbox),
    (record(key: "season-1/" + key), .outsideOfInbox),
    (record(key: "inbox/", size: 0), .folderMarker),
    (record(key: "inbox/source=rok_players/kingdom=51/", size: 0), .folderMarker),
  ])
  func whatIsNoUploadIsSkipped(_ record: S3EventRecord, reason: SkippedRecord) {
    #expect(rules.decide(record) == .skip(reason))
  }

  @Test(arguments: [
    ("inbox/players.csv", "players.csv", "source=rok_players"),
    ("inbox/source=rok_players/kingdom=one/dt=2026-01-26/a.csv", "kingdom=one", "kingdom=NUMBER"),
    ("inbox/source=rok_players/kingdom=51/dt=26.1.2026/a.csv", "dt=26.1.2026", "dt=YYYY-MM-DD"),
    ("inbox/source=rok_players/kingdom=51/dt=2026-01-26/.a.csv", ".a.csv", "not beginning"),
    ("inbox/source=rok_players/kingdom=51/dt=2026-01-26/a/b.csv", "a/b.csv", "no folder"),
  ])
  func aKeyThatStandsForNothingIsRefusedByItsPart(_ key: String, found: String, expected: String) {
    guard case .refuse(let rejection) = rules.decide(record(key: key)) else {
      Issue.record("it was not refused")
      return
    }
    #expect(rejection.found == found && rejection.expected.contains(expected))
  }

  @Test func anUploadThatMemoryCannotHoldIsRefusedUnread() {
    #expect(uploadEvent(record(size: 1000)) != nil)
    guard case .refuseUpload(_, 1001, let rejection) = rules.decide(record(size: 1001)) else {
      Issue.record("it was not refused")
      return
    }
    #expect(rejection.code == .limitExceeded)
    #expect(rejection.found == "1001 bytes" && rejection.expected.contains("1000 bytes"))
  }

  @Test func aLakeMayLieDeeperInItsBucket() {
    let rules = RecordRules(bucket: "lake", prefix: "season-1/", uploadBytes: 1000)
    guard case .ingest(_, let found, _) = rules.decide(record(key: "season-1/" + key)) else {
      Issue.record("it was not ingested")
      return
    }
    #expect(found == key)
    #expect(rules.decide(record()) == .skip(.outsideOfInbox))
  }

  @Test(arguments: [
    (record(versionID: "v1"), UploadPin.version(id: "v1")), (record(versionID: "null"), .tag("e1")),
    (record(), .tag("e1")), (record(eTag: nil), .any),
  ])
  func theReadIsPinnedAsCloselyAsTheEventTells(_ record: S3EventRecord, pin: UploadPin) {
    guard case .ingest(_, _, let found) = rules.decide(record) else {
      Issue.record("it was not ingested")
      return
    }
    #expect(found == pin)
  }

  @Test func aRepeatedEventIsTheSameRunAndAnotherUploadIsNot() throws {
    let first = try #require(uploadEvent(record()))
    #expect(first.runID == uploadEvent(record())?.runID)
    let others = [
      record(eTag: "e1", sequencer: "0B"), record(versionID: "v1"), record(versionID: "v2"),
    ]
    let runs = Set(([record()] + others).compactMap { uploadEvent($0)?.runID })
    #expect(runs.count == 4)
  }
}

@Suite struct NotificationOrderTests {
  private func keys(_ notifications: [S3Notification]) -> [String] {
    NotificationOrder.sorted(notifications).map {
      guard case .created(let record) = $0 else { return "-" }
      return "\(record.key)\(record.sequencer?.text ?? "")"
    }
  }

  @Test func recordsOfOneKeyGoByTheirSequencers() {
    let records = [("a", "03"), ("b", "02"), ("a", "01"), ("c", nil), ("a", "02"), ("b", "01")]
      .map { S3Notification.created(record(key: $0.0, sequencer: $0.1)) }
    #expect(keys(records) == ["a01", "b01", "a02", "c", "a03", "b02"])
  }

  @Test func whatHasNoneStaysWhereItIs() {
    let records = ["b", "a", "b"].map { S3Notification.created(record(key: $0, sequencer: nil)) }
    #expect(
      keys(records + [.other(name: "ObjectRemoved:Delete", key: "b")]) == ["b", "a", "b", "-"])
  }
}
