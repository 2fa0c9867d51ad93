import Bytes
import Failures
import JSON
import LambdaRuntime
import TestSupport
import Testing

@testable import ingest_players

private let older = Upload("ID,Name,Power\n1,Anna,900\n", time: "2026-01-26T15:30:12.000Z")
private let newer = Upload("ID,Name,Power\n1,Anna,901\n", time: "2026-01-26T15:30:13.000Z")

/// An upload with the event that S3 sends of it.
private struct Upload {
  let content: String
  let file: String
  let event: String

  init(_ content: String, time: String) {
    self.content = content
    file = "\(time.filter(\.isNumber)).csv"
    let tag = FunctionUnderTest.tag(SharedBytes(content))
    event = """
      {"Records":[{"eventName":"ObjectCreated:Put","eventTime":"\(time)","s3":{"bucket":\
      {"name":"lake"},"object":{"key":"inbox/source%3Drok_players/kingdom%3D51/dt%3D2026-01-26/\
      \(file)","size":\(content.utf8.count),"eTag":"\(tag)","sequencer":"0A"}}}]}
      """
  }
}

/// A message of a queue whose body is Lambda's record of a failed invocation.
private func queued(_ event: String) -> String {
  message(
    """
    {"requestContext":{"requestId":"e4b4","condition":"RetriesExhausted",\
    "approximateInvokeCount":3},"requestPayload":\(event),"responsePayload":\
    {"errorType":"Function.Unfinished","errorMessage":"a.csv: SlowDown"}}
    """)
}

private func message(_ body: String) -> String {
  var text = JSONWriter()
  text.value(body)
  return """
    {"messageId":"m1","body":\(text.text),"attributes":{"ApproximateReceiveCount":"2"},\
    "eventSource":"aws:sqs"}
    """
}

private func event(_ messages: String...) -> String {
  #"{"Records":[\#(messages.joined(separator: ","))]}"#
}

@Suite struct RepeatedEventTests {
  @Test func anEventThatHadFailedEndsAsIfItHadNot() async throws {
    var trees: [[String: SharedBytes]] = []
    for delivery in [older.event, event(queued(older.event)), event(message(older.event))] {
      try await withFunction { function in
        try await function.drop(older.content, as: older.file)
        #expect(try await function.invoke(delivery)["accepted"]?.integer == 1)
        trees.append(try await function.tree())
      }
    }
    #expect(trees[0].count == 3 && trees[0] == trees[1] && trees[1] == trees[2])
  }

  @Test func theLogTellsWhyTheEventHadFailed() async throws {
    try await withFunction { function in
      try await function.drop(older.content, as: older.file)
      _ = try await function.invoke(event(queued(older.event)))
      let lines = function.log.lines
      #expect(lines.count == 2 && lines[1].contains(#""message":"accepted""#))
      for told in [
        "repeated", "RetriesExhausted after 3 attempts", "a.csv: SlowDown", "Function.Unfinished",
        #""failed_request_id":"e4b4""#, #""message_id":"m1""#, #""receive_count":2"#,
      ] {
        #expect(lines[0].contains(told))
      }
      #expect(function.log.metrics.value(of: .eventsRepeated) == 1)
    }
  }

  @Test func aNewerUploadStaysWhenAnOlderOneComesBack() async throws {
    try await withFunction { function in
      try await function.drop(older.content, as: older.file)
      try await function.drop(newer.content, as: newer.file)
      _ = try await function.invoke(newer.event)
      let curated = "curated/source=rok_players/kingdom=51/dt=2026-01-26/players.parquet"
      let standing = try await function.tree()[curated]
      #expect(try await function.invoke(event(queued(older.event)))["accepted"]?.integer == 1)
      let tree = try await function.tree()
      #expect(tree[curated] == standing && tree.keys.count { $0.hasPrefix("raw/") } == 2)
      #expect(function.log.lines.contains { $0.contains("the snapshot shows a newer upload") })
    }
  }

  @Test func anEventThatFailsAgainFailsTheInvocation() async throws {
    try await withFunction { function in
      try await function.drop(older.content, as: older.file)
      let failing = WatchedStore(function.lake, failingFor: "players.parquet")
      let again = event(queued(older.event))
      let failure = try #require(
        await #expect(throws: FunctionFailure.self) {
          try await function.invoke(again, store: failing)
        })
      #expect(failure.code == .unfinished && failure.place.hasSuffix(older.file))
      #expect(try await function.invoke(again)["accepted"]?.integer == 1)
    }
  }

  @Test func aMessageThatCannotBeReadFailsTheInvocationAfterAllOthers() async throws {
    try await withFunction { function in
      try await function.drop(older.content, as: older.file)
      let failure = try #require(
        await #expect(throws: FunctionFailure.self) {
          try await function.invoke(event(message("lost"), queued(older.event)))
        })
      #expect(failure.code == .unreadableEvent && failure.place == "Records[0].body")
      #expect(try await function.tree().count == 3)
      #expect(function.log.lines.contains { $0.contains("ERROR") && $0.contains("unreadable") })
      #expect(function.log.metrics.value(of: .uploadsAccepted) == 1)
    }
  }

  @Test func aRefusedUploadThatComesBackIsDone() async throws {
    let refused = Upload("ID,Name\n7,a\n7,b\n", time: "2026-01-26T15:30:14.000Z")
    try await withFunction { function in
      try await function.drop(refused.content, as: refused.file)
      let again = event(queued(refused.event))
      #expect(try await function.invoke(again)["refused"]?.integer == 1)
      #expect(try await function.invoke(again)["skipped"]?.integer == 1)
    }
  }
}
