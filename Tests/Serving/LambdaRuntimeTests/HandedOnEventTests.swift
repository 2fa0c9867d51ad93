import JSON
import Testing
import Time

@testable import LambdaRuntime

private let s3Event = """
  {"Records":[{"eventSource":"aws:s3","eventTime":"2026-01-26T15:30:12.345Z","eventName":\
  "ObjectCreated:Put","s3":{"bucket":{"name":"lake"},"object":{"key":"inbox/a+b.csv","size":7}}}]}
  """

/// As EventBridge sends it.
private func bridged(_ kind: String = "Object Created", object: String? = nil) -> String {
  let object = object ?? #"{"key":"inbox/a+b.csv","size":7,"etag":"e1","version-id":"v1"}"#
  return """
    {"version":"0","id":"2d4eba74","detail-type":"\(kind)","source":"aws.s3","account":\
    "123456789012","time":"2026-01-26T15:30:12Z","region":"eu-central-1","resources":\
    ["arn:aws:s3:::lake"],"detail":{"version":"0","bucket":{"name":"lake"},"object":\(object),\
    "request-id":"617f08299329d189","reason":"CompleteMultipartUpload"}}
    """
}

private func quoted(_ text: String) -> String {
  var json = JSONWriter()
  json.value(text)
  return json.text
}

/// As SNS hands a function what a topic was told.
private func handed(_ messages: String...) -> String {
  let records = messages.map {
    """
    {"EventSource":"aws:sns","EventVersion":"1.0","EventSubscriptionArn":"arn:aws:sns:a:1:t:s",\
    "Sns":{"Type":"Notification","MessageId":"m1","Subject":"Amazon S3 Notification",\
    "Message":\(quoted($0)),"Timestamp":"2026-01-26T15:30:13.000Z"}}
    """
  }
  return #"{"Records":[\#(records.joined(separator: ","))]}"#
}

/// As SNS puts it into a queue.
private func enveloped(_ message: String) -> String {
  #"{"Type":"Notification","MessageId":"m1","Message":\#(quoted(message)),"Signature":"EX"}"#
}

private func queued(_ body: String) -> String {
  #"{"Records":[{"messageId":"q1","body":\#(quoted(body)),"eventSource":"aws:sqs"}]}"#
}

private func notifications(_ payload: String) throws(EventError) -> [S3Notification] {
  switch try S3EventDelivery(parsing: Array(payload.utf8)) {
  case .direct(.notifications(let found)): return found
  case .direct(.test): return []
  case .repeated(let messages):
    guard case .notifications(let found)? = try messages.first?.get().event else { return [] }
    return found
  }
}

private func keys(_ payload: String) throws -> [String] {
  try notifications(payload).map {
    if case .created(let record) = $0 { record.key } else { "\($0)" }
  }
}

/// Events of S3 that another service hands on.
@Suite struct HandedOnEventTests {
  @Test(arguments: [
    handed(s3Event), queued(s3Event), queued(enveloped(s3Event)), queued(handed(s3Event)),
    queued(#"{"requestContext":{},"requestPayload":\#(handed(s3Event))}"#), enveloped(s3Event),
  ])
  func whoeverHandsItOnTheEventIsTheSame(_ payload: String) throws {
    guard case .notifications(let direct) = try S3Event(parsing: Array(s3Event.utf8)) else {
      Issue.record("no notifications")
      return
    }
    #expect(try notifications(payload) == direct && direct.count == 1)
  }

  @Test(arguments: [
    bridged(), queued(bridged()), handed(bridged()), queued(enveloped(bridged())),
    queued(#"{"requestContext":{},"requestPayload":\#(bridged())}"#),
  ])
  func anEventOfEventBridgeTellsTheKeyAsItIs(_ payload: String) throws {
    let expected = S3EventRecord(
      name: "ObjectCreated:CompleteMultipartUpload",
      time: try #require(Instant("2026-01-26T15:30:12Z")), bucket: "lake", key: "inbox/a+b.csv",
      size: 7, eTag: "e1", versionID: "v1")
    #expect(try notifications(payload) == [.created(expected)])
  }

  @Test(arguments: ["Object Deleted", "Object Restore Completed", "Object Tags Added"])
  func whatElseEventBridgeTellsIsNotReadAnyFurther(_ kind: String) throws {
    #expect(
      try notifications(bridged(kind, object: #"{"key":"a","size":"x"}"#)) == [
        .other(name: kind, key: "a")
      ])
  }

  @Test func severalMessagesComeTogether() throws {
    let test = #"{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"lake"}"#
    #expect(try notifications(handed(test)) == [.other(name: "s3:TestEvent", key: "")])
    #expect(try notifications(handed(test, s3Event, bridged())).count == 3)
    #expect(try keys(handed(s3Event, bridged())) == ["inbox/a b.csv", "inbox/a+b.csv"])
  }

  @Test(arguments: [
    (handed("hello"), "Records[0].Sns.Message"), (handed("{}"), "Records[0].Sns.Message.Records"),
    (handed(#"{"Records":[7]}"#), "Records[0].Sns.Message.Records[0].eventName"),
    (handed(handed(s3Event)), "Records[0].Sns.Message"),
    (handed(enveloped(s3Event)), "Records[0].Sns.Message"),
    (handed(queued(s3Event)), "Records[0].Sns.Message"),
    (#"{"Records":[{"EventSource":"aws:sns"}]}"#, "Records[0].Sns.Message"),
    (queued(handed("hello")), "Records[0].body.Records[0].Sns.Message"),
    (queued(enveloped("hello")), "Records[0].body.Message"),
    (queued(#"{"Records":[{}]}"#), "Records[0].body.Records[0].eventName"),
    (bridged(object: "{}"), "detail.object.key"),
    (bridged("Scheduled Event"), "detail-type"),
  ])
  func whatCannotBeReadSaysWhereItStands(_ payload: String, place: String) throws {
    guard case .unreadable(let error)? = try notifications(payload).first else {
      Issue.record("it was read")
      return
    }
    #expect(error.place == place && !error.expected.isEmpty)
  }
}
