import Bytes
import Failures
import JSON
import LambdaRuntime
import Storage
import Synchronization
import TestSupport
import Testing

@testable import ingest_players

private let folder = "source=rok_players/kingdom=51/dt=2026-01-26"
private let good = "ID,Name,Power\n1,Anna,900\n2,Bo,800\n"
private let later = "ID,Name,Power\n1,Anna,901\n2,Bo,801\n"
private let bad = "ID,Name\n7,Anna\n7,Bo\n"

private func record(
  _ content: String, file: String = "players.csv", time: String = "2026-01-26T15:30:12.345Z",
  sequencer: String = "0A"
) -> String {
  let upload = SharedBytes(content)
  return """
    {"eventName":"ObjectCreated:Put","eventTime":"\(time)","s3":{"bucket":{"name":"lake"},"object":\
    {"key":"inbox/source%3Drok_players/kingdom%3D51/dt%3D2026-01-26/\(file)","size":\(upload.count),\
    "eTag":"\(FunctionUnderTest.tag(upload))","sequencer":"\(sequencer)"}}}
    """
}

private func event(_ records: String...) -> String {
  #"{"Records":[\#(records.joined(separator: ","))]}"#
}

@Suite struct IngestPlayersHandlerTests {
  @Test func anUploadIsTakenToItsEnd() async throws {
    try await withFunction { function in
      try await function.drop(good, as: "my kvk+1.csv")
      let counts = try await function.invoke(event(record(good, file: "my+kvk%2B1.csv")))
      #expect(counts["accepted"]?.integer == 1)
      let run = "\(folder)/run_ts=20260126T153012Z"
      #expect(
        try await Set(function.tree().keys) == [
          "raw/\(run)/my kvk+1.csv", "curated/\(folder)/players.parquet",
          "reports/\(run)/report.json",
        ])
      #expect(function.log.metrics.value(of: .rowsAccepted) == 2)
      #expect(function.log.metrics.value(of: .uploadBytes) == good.utf8.count)
      #expect(function.log.lines.count == 1 && function.log.lines[0].contains("\"accepted\""))
    }
  }

  @Test func anUploadThatMemoryCannotHoldHasAReportAndStaysInTheInbox() async throws {
    try await withFunction { function in
      let huge = event(record(good)).replacing(
        "\"size\":\(good.utf8.count)", with: "\"size\":99000000")
      try await function.drop(good)
      #expect(try await function.invoke(huge)["refused"]?.integer == 1)
      let report = "reports/\(folder)/run_ts=20260126T153012Z/report.json"
      #expect(try await Set(function.tree().keys) == [report])
      let text = String(decoding: try await function.lake.get(report).array, as: UTF8.self)
      #expect(text.contains(#""found":"99000000 bytes""#) && text.contains("more memory"))
      #expect(text.contains(#""sha256":null"#) && text.contains(#""raw":null"#))
      #expect(try await function.invoke(huge)["skipped"]?.integer == 1)
    }
  }

  @Test func anEmptyUploadIsRefusedLikeAnyOther() async throws {
    try await withFunction { function in
      try await function.drop("")
      #expect(try await function.invoke(event(record("")))["refused"]?.integer == 1)
      #expect(try await function.tree().keys.contains { $0.hasPrefix("reports/") })
    }
  }

  @Test func theEventOfASetUpIsASuccess() async throws {
    try await withFunction { function in
      let counts = try await function.invoke(#"{"Event":"s3:TestEvent","Bucket":"lake"}"#)
      #expect(counts["accepted"]?.integer == 0)
      #expect(try await function.tree().isEmpty)
    }
  }

  @Test func whatIsNoEventFailsTheInvocation() async throws {
    try await withFunction { function in
      let failure = try #require(
        await #expect(throws: FunctionFailure.self) { try await function.invoke("{}") })
      #expect(failure.code == .unreadableEvent && failure.place == "Records")
    }
  }

  @Test func aRefusedFileBetweenTwoGoodOnesIsDoneAndReported() async throws {
    try await withFunction { function in
      for (content, file) in [(good, "a.csv"), (bad, "b.csv"), (later, "c.csv")] {
        try await function.drop(content, as: file)
      }
      let counts = try await function.invoke(
        event(
          record(good, file: "a.csv", time: "2026-01-26T15:30:12.000Z"),
          record(bad, file: "b.csv", time: "2026-01-26T15:30:13.000Z"),
          record(later, file: "c.csv", time: "2026-01-26T15:30:14.000Z")))
      #expect(counts["accepted"]?.integer == 2 && counts["refused"]?.integer == 1)
      let tree = try await function.tree()
      #expect(tree.keys.count { $0.hasPrefix("reports/") } == 3)
      #expect(tree.keys.filter { $0.hasPrefix("rejected/") }.count == 1)
      #expect(function.log.lines.contains { $0.contains("WARN") && $0.contains("b.csv") })
      #expect(function.log.metrics.value(of: .uploadsRefused) == 1)
    }
  }

  @Test func aBrokenRecordDoesNotTakeItsNeighboursWithIt() async throws {
    try await withFunction { function in
      try await function.drop(good)
      let failure = try #require(
        await #expect(throws: FunctionFailure.self) {
          try await function.invoke(event("{}", record(good), "7"))
        })
      #expect(failure.code == .unreadableEvent && failure.place == "Records[0].eventName")
      #expect(try await function.tree().count == 3)
      let errors = function.log.lines.filter { $0.contains("ERROR") && $0.contains("unreadable") }
      #expect(errors.count == 2)
      #expect(function.log.metrics.value(of: .uploadsAccepted) == 1)
      #expect(function.log.metrics.value(of: .uploadsUnfinished) == 2)
    }
  }

  @Test(arguments: ["xyz", "", "0A1G"])
  func anUploadWithAnOddSequencerIsTakenToItsEnd(_ sequencer: String) async throws {
    try await withFunction { function in
      try await function.drop(good)
      let odd = event(record(good, sequencer: sequencer))
      #expect(try await function.invoke(odd)["accepted"]?.integer == 1)
      #expect(try await function.invoke(odd)["skipped"]?.integer == 1)
      #expect(try await function.tree().count == 3)
    }
  }

  @Test func whatComesByWayOfATopicIsTakenToItsEnd() async throws {
    try await withFunction { function in
      try await function.drop(good)
      var message = JSONWriter()
      message.value(event(record(good)))
      let topic = event(#"{"EventSource":"aws:sns","Sns":{"Message":\#(message.text)}}"#)
      #expect(try await function.invoke(topic)["accepted"]?.integer == 1)
    }
  }

  @Test func whatWasDeletedIsSkippedWithALineHoweverItIsWritten() async throws {
    try await withFunction { function in
      try await function.drop(good)
      let removed = record(good, sequencer: "xyz")
        .replacing("ObjectCreated:Put", with: "LifecycleExpiration:Delete")
      #expect(try await function.invoke(event(removed))["skipped"]?.integer == 1)
      #expect(try await function.tree().isEmpty)
      #expect(
        function.log.lines.contains {
          $0.contains("LifecycleExpiration:Delete is not about a written object")
        })
    }
  }

  @Test func aRepeatedEventChangesNothing() async throws {
    try await withFunction { function in
      try await function.drop(good)
      _ = try await function.invoke(event(record(good)))
      let once = try await function.tree()
      let counts = try await function.invoke(event(record(good)))
      #expect(counts["skipped"]?.integer == 1)
      #expect(try await function.tree() == once)
    }
  }

  @Test func aReplacedObjectIsLeftToItsOwnEventInWhateverOrderTheyCome() async throws {
    let older = record(good, time: "2026-01-26T15:30:12.000Z", sequencer: "0A")
    let newer = record(later, time: "2026-01-26T15:30:13.000Z", sequencer: "0B")
    var trees: [[String: SharedBytes]] = []
    for events in [
      [event(older), event(newer)], [event(newer), event(older)], [event(newer, older)],
    ] {
      try await withFunction { function in
        try await function.drop(later)
        for event in events { _ = try await function.invoke(event) }
        trees.append(try await function.tree())
        #expect(function.log.lines.contains { $0.contains("replaced meanwhile") })
      }
    }
    #expect(trees[0].keys.count == 3 && trees[0] == trees[1] && trees[1] == trees[2])
  }

  @Test func aDeletedObjectIsSkipped() async throws {
    try await withFunction { function in
      let counts = try await function.invoke(event(record(good)))
      #expect(counts["skipped"]?.integer == 1)
      #expect(function.log.lines.contains { $0.contains("deleted meanwhile") })
    }
  }

  @Test func whatARetryCanMendFailsTheInvocationAfterAllOtherRecords() async throws {
    try await withFunction { function in
      try await function.drop(good, as: "a.csv")
      try await function.drop(later, as: "b.csv")
      let both = event(
        record(good, file: "a.csv", time: "2026-01-26T15:30:12.000Z"),
        record(later, file: "b.csv", time: "2026-01-26T15:30:14.000Z"))
      let failing = WatchedStore(function.lake, failingFor: "a.csv")
      let failure = try #require(
        await #expect(throws: FunctionFailure.self) {
          try await function.invoke(both, store: failing)
        })
      #expect(failure.code == .unfinished && failure.place.hasSuffix("a.csv"))
      #expect(try await function.tree().keys.count { $0.hasPrefix("reports/") } == 1)
      let counts = try await function.invoke(both)
      #expect(counts["accepted"]?.integer == 1 && counts["skipped"]?.integer == 1)
    }
  }
}
