import HTTP
import Synchronization
import Testing

@testable import HTTPAPI

@Suite struct AnswerAtOnceTests {
  private static func service(_ answer: @escaping @Sendable () throws -> HTTPResponse?)
    -> HTTPService
  {
    let operation = OpenAPIOperation("read", tags: [], summary: "Read", responses: [])
    return HTTPService(
      routes: [
        Route(
          .get, "/value", describedAs: operation,
          action: .answerAtOnce({ _ in try answer() }) { _ in
            .tagged(Array("later".utf8), type: "text/plain", cache: CacheControl.never)
          })
      ],
      describedBy: OpenAPIInfo(title: "", version: "1", summary: "", description: ""))
  }

  private static func text(_ count: Int) -> HTTPResponse {
    .tagged([UInt8](repeating: 65, count: count), type: "text/plain", cache: CacheControl.never)
  }

  private func disposition(
    _ service: HTTPService, _ method: HTTPMethod = .get, _ headers: HTTPFields = [:]
  ) -> HTTPResponse? {
    let request = HTTPRequest(method: method, path: "/value", headers: headers)
    if case .respond(let response) = service.disposition(of: request) { return response }
    return nil
  }

  @Test func whatIsAtHandIsAnsweredWithTheCommonHeaders() async throws {
    let service = Self.service { Self.text(3) }
    let response = try #require(disposition(service))
    #expect(response.status == 200 && response.bytes == [65, 65, 65])
    #expect(response.headers["X-Content-Type-Options"] == "nosniff")
    let tag = try #require(response.headers["ETag"])
    #expect(disposition(service, .get, ["If-None-Match": tag])?.status == 304)
    let same = await service.respond(to: HTTPRequest(path: "/value"))
    #expect(same.bytes == response.bytes)
  }

  @Test func whatMustBeWaitedForIsLeftForLater() async {
    let service = Self.service { nil }
    #expect(disposition(service) == nil)
    let response = await service.respond(to: HTTPRequest(path: "/value"))
    #expect(response.bytes == Array("later".utf8))
  }

  @Test func errorsHeadAndWhatShouldBeCompressedAreLeftForLater() async {
    struct Broken: Error {}
    let broken = Self.service { throw Broken() }
    #expect(disposition(broken) == nil)
    #expect(await broken.respond(to: HTTPRequest(path: "/value")).status == 500)
    let large = Self.service { Self.text(20_000) }
    #expect(disposition(large, .get, ["Accept-Encoding": "gzip"]) == nil)
    #expect(disposition(large)?.bytes.count == 20_000)
    #expect(disposition(large, .head) == nil)
  }
}

@Suite struct CollectedBodyTests {
  private static let limits = BodyLimits(maxBytes: 10, type: "application/json")

  private static let echo = BodyAnswer.awaited { HTTPResponse(status: 201, body: $0) }
  private static let deliveredEcho = BodyAnswer.delivered { body, deliver in
    deliver { HTTPResponse(status: 201, body: body) }
  }
  private static let failure = BodyAnswer.awaited { _ in throw ProblemDetails.notFound("gone") }
  private static let deliveredFailure = BodyAnswer.delivered { _, deliver in
    deliver { throw ProblemDetails.notFound("gone") }
  }

  private static func service(_ answer: BodyAnswer = echo) -> HTTPService {
    let operation = OpenAPIOperation("write", tags: [], summary: "Write", responses: [])
    return HTTPService(
      routes: [
        Route(
          .post, "/value", describedAs: operation,
          action: .collect(limits) { request throws(ProblemDetails) in
            guard request.request.headers["Authorization"] == nil else {
              throw .notFound("not here")
            }
            return answer
          })
      ],
      describedBy: OpenAPIInfo(title: "", version: "1", summary: "", description: ""),
      problemMembers: [ProblemMember("success", "false", schema: .boolean())])
  }

  private func request(
    _ headers: HTTPFields = ["Content-Type": "application/json"], _ body: String = ""
  ) -> HTTPRequest {
    HTTPRequest(method: .post, path: "/value", headers: headers, body: Array(body.utf8))
  }

  @Test func aBodyInPiecesIsAnsweredAsAWhole() async throws {
    guard case .receive(let incoming) = Self.service().disposition(of: request()) else {
      Issue.record("the body is not received")
      return
    }
    let receiver = try incoming.begin(.unknown) { _ in }
    for piece in ["abc", "", "defg"] {
      let taken = Atomic(0)
      try receiver.receive(Array(piece.utf8)) { _ in taken.add(1, ordering: .relaxed) }
      #expect(taken.load(ordering: .relaxed) == 1)
    }
    let response = await (try receiver.finish()).value()
    #expect(response.status == 201 && response.bytes == Array("abcdefg".utf8))
  }

  @Test(arguments: [(failure, 404), (deliveredFailure, 404), (echo, 201), (deliveredEcho, 201)])
  func anAnswerIsAwaitedOrDelivered(_ answer: BodyAnswer, status: Int) async throws {
    let service = Self.service(answer)
    let request = request(["Content-Type": "application/json"], "abc")
    let whole = await service.respond(to: request)
    #expect(whole.status == status && whole.text.contains(status == 201 ? "abc" : "gone"))
    guard case .receive(let incoming) = service.disposition(of: request) else {
      Issue.record("the body is not received")
      return
    }
    let receiver = try incoming.begin(.unknown) { _ in }
    try receiver.receive(request.body) { _ in }
    let received = await (try receiver.finish()).value()
    #expect(received.status == status && received.bytes == whole.bytes)
  }

  @Test func aBodyThatGrowsBeyondTheLimitIsRejected() throws {
    guard case .receive(let incoming) = Self.service().disposition(of: request()) else {
      Issue.record("the body is not received")
      return
    }
    let receiver = try incoming.begin(.unknown) { _ in }
    try receiver.receive([UInt8](repeating: 1, count: 10)) { _ in }
    let problem = #expect(throws: ProblemDetails.self) { try receiver.receive([1]) { _ in } }
    #expect(problem?.code == "body_too_large")
  }

  @Test(
    arguments: [
      (["Content-Type": "text/plain"], "wrong_content_type"), ([:], "wrong_content_type"),
      (["Content-Type": "application/json", "Content-Length": "11"], "body_too_large"),
      (["Content-Type": "application/json", "Expect": "200-ok"], "expectation_failed"),
      (["Content-Type": "application/json", "Authorization": "x"], "not_found"),
    ] as [(HTTPFields, String)])
  func aBodyIsRejectedByTheHeadOfItsRequest(headers: HTTPFields, code: String) async {
    let service = Self.service()
    guard case .respond(let response) = service.disposition(of: request(headers)) else {
      Issue.record("the request is not rejected")
      return
    }
    let text = String(decoding: response.bytes, as: UTF8.self)
    #expect(text.contains(#""code":"\#(code)""#) && text.contains(#""success":false"#))
    let same = await service.respond(to: request(headers))
    #expect(same.bytes == response.bytes)
  }

  @Test func aBodyThatCameWithTheRequestIsAnsweredTheSameWay() async {
    let type: HTTPFields = ["Content-Type": "application/json; charset=utf-8"]
    let response = await Self.service().respond(to: request(type, "abc"))
    #expect(response.status == 201 && response.bytes == Array("abc".utf8))
    let large = await Self.service().respond(to: request(type, "0123456789x"))
    #expect(large.status == 413)
  }
}
