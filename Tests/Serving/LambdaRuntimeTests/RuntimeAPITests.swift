import Bytes
import Failures
import HTTP
import HTTPClient
import JSON
import Synchronization
import Testing
import Time

@testable import LambdaRuntime

/// Answers every request alike and keeps the last one.
private final class OneAnswer: HTTPTransport {
  private let answer: Result<ClientResponse, HTTPError>
  private let kept = Mutex<ClientRequest?>(nil)

  init(_ answer: Result<ClientResponse, HTTPError>) { self.answer = answer }

  convenience init(_ status: Int, _ headers: HTTPFields = [:], body: String = "") {
    self.init(
      .success(ClientResponse(status: status, headers: headers, body: SharedBytes(body))))
  }

  var request: ClientRequest? { kept.withLock { $0 } }

  func send(_ request: ClientRequest) async throws(HTTPError) -> ClientResponse {
    kept.withLock { $0 = request }
    return try answer.get()
  }
}

private let headers: HTTPFields = [
  "Lambda-Runtime-Aws-Request-Id": "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
  "Lambda-Runtime-Deadline-Ms": "1542409706888",
  "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:us-east-2:123456789012:function:f",
  "Lambda-Runtime-Trace-Id": "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=1",
]

private func api(_ transport: OneAnswer) -> RuntimeAPI {
  RuntimeAPI(address: "127.0.0.1:9001", transport: transport)
}

@Suite struct RuntimeAPITests {
  @Test func anInvocationIsReadFromTheHeaders() async throws {
    let transport = OneAnswer(200, headers, body: "{\"a\":1}")
    let invocation = try await api(transport).next()
    #expect(invocation.requestID == "8476a536-e9f4-11e8-9739-2dfe598c3fcd")
    #expect(invocation.deadline.millisecondsSinceEpoch == 1_542_409_706_888 as Int64)
    #expect(invocation.functionARN == "arn:aws:lambda:us-east-2:123456789012:function:f")
    #expect(invocation.traceID == "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=1")
    #expect(invocation.payload == SharedBytes("{\"a\":1}"))
  }

  @Test func waitingForAnInvocationHasNoTimeOut() async throws {
    let transport = OneAnswer(200, headers)
    _ = try await api(transport).next()
    let request = try #require(transport.request)
    #expect(request.url == "http://127.0.0.1:9001/2018-06-01/runtime/invocation/next")
    #expect(request.limits.total == nil && request.limits.stalling == nil)
    #expect(request.limits.connecting == .seconds(1))
    #expect(request.limits.responseBytes < 7 << 20)
  }

  @Test(arguments: [
    ("Lambda-Runtime-Aws-Request-Id", nil as String?, nil as String?),
    ("Lambda-Runtime-Aws-Request-Id", "../../init/error", nil),
    ("Lambda-Runtime-Deadline-Ms", nil, "8476a536-e9f4-11e8-9739-2dfe598c3fcd"),
    ("Lambda-Runtime-Deadline-Ms", "soon", "8476a536-e9f4-11e8-9739-2dfe598c3fcd"),
    ("Lambda-Runtime-Deadline-Ms", "-5", "8476a536-e9f4-11e8-9739-2dfe598c3fcd"),
    (
      "Lambda-Runtime-Deadline-Ms", "99999999999999999999", "8476a536-e9f4-11e8-9739-2dfe598c3fcd"
    ),
  ])
  func aBrokenInvocationNamesItsHeader(
    _ name: String, value: String?, requestID: String?
  ) async throws {
    var headers = headers
    headers[name] = value
    let transport = OneAnswer(200, headers)
    let error = try #require(
      await #expect(throws: RuntimeError.self) { try await api(transport).next() })
    #expect(error.code == .unreadableInvocation(requestID: requestID))
    #expect(error.reason.contains(name))
  }

  @Test func aFailureIsPostedWithItsTypeInTheHeaderAndTheBody() async throws {
    let transport = OneAnswer(202)
    let failure = FunctionFailure(code: .unfinished, place: "inbox/a", reason: "no store")
    try await api(transport).fail("abc", with: failure)
    let request = try #require(transport.request)
    #expect(request.url == "http://127.0.0.1:9001/2018-06-01/runtime/invocation/abc/error")
    #expect(request.headers["Lambda-Runtime-Function-Error-Type"] == "Function.Unfinished")
    #expect(
      request.body == [
        SharedBytes(
          #"{"errorMessage":"inbox/a: no store","errorType":"Function.Unfinished","stackTrace":[]}"#
        )
      ])
  }

  @Test func anInitialisationErrorHasAPathOfItsOwn() async throws {
    let transport = OneAnswer(202)
    let failure = FunctionFailure(code: .invalidSettings, place: "LAKE_BUCKET", reason: "missing")
    try await api(transport).failInitialisation(with: failure)
    #expect(transport.request?.url == "http://127.0.0.1:9001/2018-06-01/runtime/init/error")
  }

  @Test(arguments: [
    (400, RuntimeErrorCode.unknownRequest), (403, .outOfTurn), (413, .tooLarge),
    (500, .environmentFailed), (502, .environmentFailed), (404, .unexpectedStatus),
    (302, .unexpectedStatus),
  ])
  func aRefusalIsToldByItsStatus(_ status: Int, code: RuntimeErrorCode) async throws {
    let transport = OneAnswer(status, body: #"{"errorType":"InvalidStateTransition"}"#)
    let error = try #require(
      await #expect(throws: RuntimeError.self) {
        try await api(transport).respond(to: "abc", with: SharedBytes("{}"))
      })
    #expect(error.code == code && error.place == "POST /invocation/abc/response")
    #expect(error.reason.contains("\(status)") && error.reason.contains("InvalidStateTransition"))
  }

  @Test func noAnswerIsUnreachable() async throws {
    let refused = HTTPError(code: .unconnected, place: "127.0.0.1:9001", reason: "refused")
    let transport = OneAnswer(.failure(refused))
    let error = try #require(
      await #expect(throws: RuntimeError.self) { try await api(transport).next() })
    #expect(error.code == .unreachable && error.reason == "127.0.0.1:9001: refused")
    #expect(error.underlying as? HTTPError == refused)
  }

  @Test func anyTextMakesAFailureThatIsJSON() throws {
    var seeded = SystemRandomNumberGenerator()
    let seed = UInt64.random(in: 0...UInt64.max, using: &seeded)
    for length in 0..<300 {
      let bytes = (0..<length).map {
        UInt8(truncatingIfNeeded: (seed &* UInt64($0 * 31 + length)) >> 29)
      }
      let text = String(decoding: bytes, as: UTF8.self)
      let failure = FunctionFailure(code: .internalError, place: "", reason: text)
      let body = try JSONValue(parsing: failure.json)
      #expect(body["errorMessage"]?.string == text, "seed \(seed), \(length) bytes")
    }
    let controls = String(decoding: Array(0...255 as ClosedRange<UInt8>), as: UTF8.self)
    let failure = FunctionFailure(code: .internalError, place: "", reason: controls)
    #expect(try JSONValue(parsing: failure.json)["errorMessage"]?.string == controls)
  }
}
