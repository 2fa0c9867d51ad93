import AWS
import Bytes
import HTTP
import HTTPClient
import TestSupport
import Testing
import Time

@Suite struct AWSClientTests {
  private let clock = ManualClock("2026-01-26T15:30:12Z")

  @Test func everyAttemptIsSignedAnew() async throws {
    let clock = clock
    let transport = ScriptedTransport { _, number in
      clock.advance(by: .seconds(10))
      return number < 2 ? ClientResponse(503) : ClientResponse(200)
    }
    _ = try await client(transport).call(ClientRequest(.get, "https://h/x"), of: .s3)
    #expect(
      transport.sent.map { $0.headers["x-amz-date"] }
        == ["20260126T153012Z", "20260126T153022Z", "20260126T153032Z"])
    #expect(Set(transport.sent.map { $0.headers["Authorization"] }).count == 3)
    #expect(clock.sleeps == [.milliseconds(50), .milliseconds(100)])
  }

  @Test func theServicesClockIsTakenOverAndKept() async throws {
    let transport = ScriptedTransport { request, _ in
      request.headers["x-amz-date"] == "20260126T173012Z"
        ? ClientResponse(200)
        : ClientResponse(
          403, ["Date": "Mon, 26 Jan 2026 17:30:12 GMT"],
          "<Error><Code>RequestTimeTooSkewed</Code></Error>")
    }
    let client = client(transport)
    _ = try await client.call(ClientRequest(.get, "https://h/x"), of: .s3)
    #expect(transport.sent.count == 2)
    _ = try await client.call(ClientRequest(.get, "https://h/x"), of: .s3)
    #expect(transport.sent.count == 3)
    #expect(clock.sleeps == [])
  }

  @Test func credentialsThatTheServiceRejectsAreRenewed() async throws {
    let transport = ScriptedTransport { request, _ in
      request.headers["x-amz-security-token"] == "token-NEW"
        ? ClientResponse(200) : ClientResponse(400, [:], "<Error><Code>ExpiredToken</Code></Error>")
    }
    let source = ListedCredentials([.test("OLD"), .test("NEW")])
    _ = try await client(transport, source).call(ClientRequest(.get, "https://h/x"), of: .s3)
    #expect(transport.sent.count == 2)
    #expect(await source.loads == 2)
  }

  @Test func theSameCredentialsAreNotTriedTwice() async throws {
    let transport = ScriptedTransport { _, _ in
      ClientResponse(400, [:], #"{"__type":"ExpiredTokenException","message":"it is over"}"#)
    }
    let error = await failure(of: client(transport), ClientRequest(.post, "https://h/"), .athena)
    #expect(transport.sent.count == 1)
    #expect(error?.cause == .service(answer(400, "ExpiredTokenException", "it is over")))
  }

  @Test func aCallEndsWithItsTime() async throws {
    let clock = clock
    let transport = ScriptedTransport { request, _ in
      clock.advance(by: request.limits.total ?? .seconds(1000))
      return ClientResponse(503)
    }
    var policy = RetryPolicy()
    policy.total = .seconds(100)
    var request = ClientRequest(.get, "https://h/x")
    request.limits.total = .seconds(60)
    let error = await failure(of: client(transport, policy: policy), request, .s3)
    #expect(error?.cause == .service(answer(503)))
    // The second attempt gets what the first one and the pause have left.
    #expect(
      transport.sent.map(\.limits.total) == [.seconds(60), .milliseconds(39_950)])
  }

  @Test(arguments: [(Duration.seconds(10), 10), (.seconds(500), 100), (nil, 100)])
  func aCallMayBeGivenLessTimeThanOthers(_ limit: Duration?, seconds: Int) async throws {
    let clock = clock
    let transport = ScriptedTransport { _, _ in
      clock.advance(by: .seconds(4))
      return ClientResponse(503)
    }
    var policy = RetryPolicy()
    (policy.total, policy.attempts) = (.seconds(100), 1000)
    let client = client(transport, policy: policy)
    await #expect(throws: AWSError.self) {
      try await client.call(ClientRequest(.get, "https://h/x"), of: .s3, within: limit)
    }
    // The last attempt began in time.
    #expect(clock.clock.uptime() <= .seconds(seconds + 4))
    #expect(transport.sent.first?.limits.total == .seconds(min(seconds, 60)))
  }

  @Test(arguments: [
    ("", "", ""),
    ("<Error><Code>NoSuchKey</Code><Message>gone</Message></Error>", "NoSuchKey", "gone"),
    ("<html>Bad Gateway</html>", "", ""), ("502 by a proxy", "", "502 by a proxy"),
  ])
  func whatS3SaysIsKept(_ body: String, code: String, message: String) async throws {
    let transport = ScriptedTransport { _, _ in
      ClientResponse(404, ["x-amz-request-id": "ID1"], body)
    }
    let request = ClientRequest(.get, "https://h/x?secret=1")
    let error = await failure(of: client(transport), request, .s3)
    #expect(error?.cause == .service(answer(404, code, message, "ID1")))
    #expect(error?.operation == "GET https://h/x")
  }

  @Test(
    arguments: [
      (nil, #"{"__type":"com.amazonaws.athena#InvalidRequestException","Message":"no"}"#),
      ("InvalidRequestException:http://internal/", #"{"message":"no"}"#),
      ("InvalidRequestException", #"{"__type":"Other","message":"no"}"#),
    ] as [(String?, String)])
  func whatAServiceOfJSONSaysIsKept(_ header: String?, body: String) async throws {
    let transport = ScriptedTransport { _, _ in
      var headers: HTTPFields = ["x-amzn-RequestId": "ID2"]
      headers["x-amzn-ErrorType"] = header
      return ClientResponse(400, headers, body)
    }
    let request = ClientRequest(
      .post, "https://h/", headers: ["X-Amz-Target": "AmazonAthena.StartQueryExecution"])
    let error = await failure(of: client(transport), request, .athena)
    #expect(error?.cause == .service(answer(400, "InvalidRequestException", "no", "ID2")))
    #expect(error?.operation == "AmazonAthena.StartQueryExecution")
  }

  @Test(arguments: [("3", 3), ("Mon, 26 Jan 2026 15:30:20 GMT", 8), ("soon", 0), ("-1", 0)])
  func retryAfterIsTimeOrSeconds(_ text: String, seconds: Int) async throws {
    let transport = ScriptedTransport { _, number in
      let headers: HTTPFields = ["Retry-After": text, "Date": "Mon, 26 Jan 2026 15:30:12 GMT"]
      return ClientResponse(number == 0 ? 503 : 200, headers)
    }
    _ = try await client(transport).call(ClientRequest(.get, "https://h/x"), of: .s3)
    #expect(clock.sleeps == [max(.seconds(seconds), .milliseconds(50))])
  }

  @Test func anErrorWithinAnAnswerOf200IsAnErrorToPOSTAlone() async throws {
    let transport = ScriptedTransport { _, number in
      ClientResponse(200, [:], number == 0 ? "<Error><Code>InternalError</Code></Error>" : "<Ok/>")
    }
    let answer = try await client(transport).call(ClientRequest(.post, "https://h/x"), of: .s3)
    #expect(answer.body.count == 5)
    let object = ScriptedTransport { _, _ in ClientResponse(200, [:], "<Error/>") }
    _ = try await client(object).call(ClientRequest(.get, "https://h/x"), of: .s3)
    #expect(object.sent.count == 1)
  }

  @Test func withoutCredentialsNothingIsSent() async throws {
    let transport = ScriptedTransport { _, _ in ClientResponse(200) }
    let error = await failure(
      of: client(transport, ListedCredentials([])), ClientRequest(.get, "https://h/x"), .s3)
    guard case .credentials(let reason) = error?.cause else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.contains("a list"))
    #expect(transport.sent.isEmpty)
  }

  @Test func aCancelledTaskDoesNotTryAgain() async throws {
    let transport = ScriptedTransport { _, _ in
      withUnsafeCurrentTask { $0?.cancel() }
      return ClientResponse(503)
    }
    let client = client(transport)
    let calling = Task { await failure(of: client, ClientRequest(.get, "https://h/x"), .s3) }
    #expect(await calling.value?.cause == .service(answer(503)))
    #expect(transport.sent.count == 1)
  }

  private func client(
    _ transport: ScriptedTransport,
    _ source: any CredentialsSource = ListedCredentials([.test()]),
    policy: RetryPolicy = RetryPolicy()
  ) -> AWSClient {
    AWSClient(
      transport: transport,
      credentials: CredentialsKeeper(source, clock: clock.clock),
      region: "eu-central-1", policy: policy, clock: clock.clock, fraction: { 0.5 })
  }

  private func failure(
    of client: AWSClient, _ request: ClientRequest, _ service: AWSService
  ) async -> AWSError? {
    do throws(AWSError) {
      _ = try await client.call(request, of: service)
      return nil
    } catch {
      return error
    }
  }

  private func answer(
    _ status: Int, _ code: String = "", _ message: String = "", _ requestID: String = ""
  ) -> AWSError.ServiceAnswer {
    AWSError.ServiceAnswer(status: status, code: code, message: message, requestID: requestID)
  }
}
