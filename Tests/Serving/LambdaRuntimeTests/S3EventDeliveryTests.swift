import JSON
import Testing

@testable import LambdaRuntime

private let s3Event = """
  {"Records":[{"eventSource":"aws:s3","eventTime":"2026-01-26T15:30:12.345Z",\
  "eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"lake"},"object":{"key":"inbox/a.csv"}}}]}
  """

/// As Lambda writes it to the destination for failures, with some parts replaced.
private func record(
  of event: String = s3Event,
  context: String = """
  {"requestId":"e4b4","functionArn":"arn:aws:lambda:eu-central-1:123456789012:function:f:$LATEST",\
  "condition":"RetriesExhausted","approximateInvokeCount":3}
  """,
  response: String = #"{"errorType":"Function.Unfinished","errorMessage":"SlowDown"}"#
) -> String {
  """
  {"version":"1.0","timestamp":"2026-01-26T15:34:00.000Z","requestContext":\(context),\
  "requestPayload":\(event),"responseContext":{"statusCode":200,"functionError":"Unhandled"},\
  "responsePayload":\(response)}
  """
}

/// As SQS hands a message over.
private func message(_ body: String, id: String = "m1") -> String {
  var text = JSONWriter()
  text.value(body)
  return """
    {"messageId":"\(id)","receiptHandle":"AQEB","body":\(text.text),"attributes":\
    {"ApproximateReceiveCount":"2","SentTimestamp":"1769441652000"},"messageAttributes":{},\
    "md5OfBody":"00","eventSource":"aws:sqs","awsRegion":"eu-central-1","eventSourceARN":\
    "arn:aws:sqs:eu-central-1:123456789012:failures"}
    """
}

private func delivery(_ payload: String) throws(EventError) -> S3EventDelivery {
  try S3EventDelivery(parsing: Array(payload.utf8))
}

private func repeated(
  _ messages: String...
) throws -> [Result<RepeatedS3Event, EventError>] {
  let found = try delivery(#"{"Records":[\#(messages.joined(separator: ","))]}"#)
  guard case .repeated(let messages) = found else { return [] }
  return messages
}

@Suite struct S3EventDeliveryTests {
  @Test func anEventOfS3IsDirect() throws {
    #expect(
      try delivery(s3Event) == .direct(try S3Event(parsing: Array(s3Event.utf8))))
    #expect(try delivery(#"{"Event":"s3:TestEvent"}"#) == .direct(.test))
    #expect(try delivery(#"{"Records":[]}"#) == .direct(.notifications([])))
  }

  @Test func aMessageTellsTheEventAndWhyItHadFailed() throws {
    let failure = FailedInvocation(
      requestID: "e4b4", condition: "RetriesExhausted", attempts: 3,
      errorType: "Function.Unfinished", errorMessage: "SlowDown")
    let expected = RepeatedS3Event(
      messageID: "m1", receiveCount: 2, failure: failure,
      event: try S3Event(parsing: Array(s3Event.utf8)))
    #expect(try repeated(message(record())) == [.success(expected)])
    #expect(
      failure.description == "RetriesExhausted after 3 attempts: SlowDown (Function.Unfinished)")
  }

  @Test func aBodyMayBeTheEventItself() throws {
    let found = try #require(try repeated(message(s3Event)).first).get()
    #expect(try found.event == S3Event(parsing: Array(s3Event.utf8)))
    #expect(found.failure == nil)
  }

  @Test(arguments: [
    (record(response: "null"), "RetriesExhausted after 3 attempts"),
    (
      record(response: #"{"errorMessage":"Process exited before completing request"}"#),
      "RetriesExhausted after 3 attempts: Process exited before completing request"
    ),
    (
      record(
        context: #"{"condition":"EventAgeExceeded","approximateInvokeCount":1}"#, response: "{}"),
      "EventAgeExceeded after 1 attempt"
    ),
    (record(context: "7", response: "7"), "for a reason that the record does not tell"),
  ])
  func anEventIsReadWhateverTheRecordLeavesOut(_ record: String, reason: String) throws {
    let found = try #require(try repeated(message(record)).first).get()
    #expect(try found.event == S3Event(parsing: Array(s3Event.utf8)))
    #expect(found.failure?.description == reason)
  }

  @Test(arguments: [
    ("no JSON", "body", "not JSON"), ("", "body", #"""#), ("[]", "body.Records", "nothing"),
    (#"{"Records":7}"#, "body.Records", "7"),
    (record(of: "null"), "body.requestPayload", "null"),
    (record(of: "[]"), "body.requestPayload.Records", "nothing"),
    (record(of: #"{"Records":"a"}"#), "body.requestPayload.Records", #""a""#),
    (record(of: record()), "body.requestPayload.Records", "nothing"),
    (#"{"Records":[\#(message(s3Event))]}"#, "body.Records", "an event of SQS"),
    (
      record(of: #"{"Records":[\#(message(record()))]}"#), "body.requestPayload.Records",
      "an event of SQS"
    ),
  ])
  func aBodyThatHoldsNoEventIsNamedAndItsNeighboursAreRead(
    _ body: String, field: String, found: String
  ) throws {
    let messages = try repeated(message(record()), message(body), message(s3Event))
    #expect(messages.count == 3)
    #expect(try messages[0].get().messageID == "m1" && messages[2].get().failure == nil)
    guard case .failure(let error) = messages[1] else {
      Issue.record("the body was read")
      return
    }
    #expect(error.place == "Records[1].\(field)" && !error.expected.isEmpty)
    #expect(error.found.contains(found))
  }

  @Test func aMessageWithoutABodyIsRefused() throws {
    let broken = #"{"messageId":"m1","eventSource":"aws:sqs"}"#
    #expect(
      try repeated(broken) == [
        .failure(
          EventError(record: 0, field: "body", found: "nothing", expected: "a string"))
      ])
    guard case .failure(let error)? = try repeated(#"{"eventSource":"aws:sqs"}"#).first else {
      Issue.record("the message was read")
      return
    }
    #expect(error.field == "messageId")
  }

  @Test(arguments: ["", "{", "[]", "{}", #"{"Records":7}"#, record()])
  func whatIsNeitherIsRefused(_ payload: String) {
    #expect(throws: EventError.self) { try delivery(payload) }
  }
}
