import Testing
import Time

@testable import LambdaRuntime

/// A record as S3 writes it, with some fields replaced.
private func record(
  key: String = "inbox/players.csv", time: String = "2026-01-26T15:30:12.345Z",
  more: String = #""size":1024,"eTag":"0123456789abcdef","sequencer":"0A1B2C3D4E5F678901""#
) -> String {
  """
  {"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-central-1","eventTime":"\(time)",
  "eventName":"ObjectCreated:Put","userIdentity":{"principalId":"AWS:A"},
  "requestParameters":{"sourceIPAddress":"127.0.0.1"},"responseElements":{"x-amz-request-id":"C3"},
  "s3":{"s3SchemaVersion":"1.0","configurationId":"inbox","bucket":{"name":"lake",
  "ownerIdentity":{"principalId":"A3"},"arn":"arn:aws:s3:::lake"},
  "object":{"key":"\(key)",\(more)}}}
  """
}

private func notifications(_ payload: String) throws -> [S3Notification] {
  guard case .notifications(let found) = try S3Event(parsing: Array(payload.utf8)) else {
    return []
  }
  return found
}

private func records(_ written: String...) throws -> [S3Notification] {
  try notifications(#"{"Records":[\#(written.joined(separator: ","))]}"#)
}

extension S3Notification {
  /// The record of an object that was written, else an error.
  fileprivate func get() throws -> S3EventRecord {
    guard case .created(let record) = self else { throw Other() }
    return record
  }

  private struct Other: Error {}
}

@Suite struct S3EventTests {
  @Test func aRecordTellsTheObject() throws {
    let found = try records(
      record(more: #""size":1024,"eTag":"0a","versionId":"v1","sequencer":"0A1B""#))
    let expected = S3EventRecord(
      name: "ObjectCreated:Put", time: try #require(Instant("2026-01-26T15:30:12.345Z")),
      bucket: "lake", key: "inbox/players.csv", size: 1024, eTag: "0a", versionID: "v1",
      sequencer: S3Sequencer("0A1B"))
    #expect(found == [.created(expected)])
  }

  @Test(arguments: [
    #""sequencer":"xyz""#, #""sequencer":"""#, #""sequencer":7"#, #""sequencer":null"#,
    #""sequencer":"0A 1B""#, #""sequencer":"\#(String(repeating: "0", count: 257))""#, #""a":1"#,
  ])
  func anUploadWithAnOddSequencerIsOneWhoseOrderIsUnknown(_ sequencer: String) throws {
    let found = try #require(try records(record(more: #""size":1,\#(sequencer)"#)).first).get()
    #expect(found.key == "inbox/players.csv" && found.size == 1 && found.sequencer == nil)
  }

  @Test(arguments: [
    "ObjectRemoved:Delete", "ObjectRemoved:DeleteMarkerCreated", "LifecycleExpiration:Delete",
    "ObjectRestore:Completed", "ReducedRedundancyLostObject", "LifecycleTransition",
    "ObjectTagging:Put", "s3:ObjectRemoved:Delete",
  ])
  func whatTellsOfNoWriteIsNotReadAnyFurther(_ name: String) throws {
    let odd = record(more: #""size":"x","sequencer":"xyz""#)
      .replacing("ObjectCreated:Put", with: name)
    let bare = #"{"eventName":"\#(name)"}"#
    let told = name.replacing("s3:", with: "")
    #expect(
      try records(odd, bare) == [
        .other(name: told, key: "inbox/players.csv"), .other(name: told, key: ""),
      ])
  }

  @Test(arguments: ["ObjectCreated:New", "s3:ObjectCreated:Put"])
  func everyWayOfWritingIsAnUpload(_ name: String) throws {
    let found = try records(record().replacing("ObjectCreated:Put", with: name))
    #expect(try found.first?.get().key == "inbox/players.csv")
  }

  @Test func whatARecordNeedNotTellMayBeMissing() throws {
    let found = try #require(
      try records(record(more: #""newField":{"a":[1]},"versionId":null"#)).first)
    let object = try found.get()
    #expect(object.size == nil && object.eTag == nil)
    #expect(object.versionID == nil && object.sequencer == nil)
  }

  @Test(arguments: [
    ("inbox/dt%3D2026-01-26/my+kvk%2Bfinal.csv", "inbox/dt=2026-01-26/my kvk+final.csv"),
    ("a%2520b", "a%20b"), ("%E5%90%8D.csv", "名.csv"), ("名.csv", "名.csv"), ("a%2Bb+c", "a+b c"),
    ("%2541", "%41"),
  ])
  func aKeyIsDecodedOnceAndThePlusFirst(written: String, key: String) throws {
    #expect(try records(record(key: written)).map { try $0.get().key } == [key])
  }

  @Test(arguments: [
    (record(key: "a%zz"), "s3.object.key"), (record(key: "a%ff"), "s3.object.key"),
    (record(key: ""), "s3.object.key"), (record(time: "yesterday"), "eventTime"),
    (record(more: #""size":-1"#), "s3.object.size"),
    (record(more: #""size":"1""#), "s3.object.size"),
    (record(more: #""size":99999999999999999999"#), "s3.object.size"),
    (record().replacing("ObjectCreated:Put", with: "ObjectWritten:Put"), "eventName"),
    ("{}", "eventName"), ("7", "eventName"), ("null", "eventName"),
  ])
  func aBrokenRecordIsNamedAndItsNeighboursAreRead(_ broken: String, field: String) throws {
    let found = try records(record(key: "a"), broken, record(key: "b"))
    #expect(found.count == 3)
    #expect(try found[0].get().key == "a" && found[2].get().key == "b")
    guard case .unreadable(let error) = found[1] else {
      Issue.record("the record was read")
      return
    }
    #expect(error.record == 1 && error.field == field)
  }

  @Test func theEventOfASetUpIsATest() throws {
    let event = """
      {"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-01-26T15:30:12.345Z",\
      "Bucket":"lake","RequestId":"5582815E1AEA5ADF","HostId":"8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eK="}
      """
    #expect(try S3Event(parsing: Array(event.utf8)) == .test)
  }

  @Test func aTestWithRecordsIsNoTest() throws {
    let event = #"{"Event":"s3:TestEvent","Records":[\#(record())]}"#
    #expect(try notifications(event).map { try $0.get().key } == ["inbox/players.csv"])
  }

  @Test(arguments: ["", "{", "[]", "{}", #"{"Records":7}"#, #"{"Event":"s3:Other"}"#])
  func whatIsNoEventIsRefused(_ payload: String) {
    #expect(throws: EventError.self) { try S3Event(parsing: Array(payload.utf8)) }
  }

  @Test(arguments: [
    ("01", "02"), ("0055", "0056"), ("00A", "00B"), ("00a", "00B"),
    ("0055AED6DCD90281E4", "0055AED6DCD90281E5"),
    ("01", "011"), ("1", "10000000000000001"),
  ])
  func sequencersAreComparedFilledUpOnTheRight(less: String, greater: String) {
    #expect(S3Sequencer(less) < S3Sequencer(greater))
    #expect(!(S3Sequencer(greater) < S3Sequencer(less)))
  }

  @Test func zerosOnTheRightMakeNoDifference() {
    #expect(
      !(S3Sequencer("01") < S3Sequencer("0100")) && !(S3Sequencer("0100") < S3Sequencer("01")))
  }
}
