import Bytes
import HTTP
import HTTPClient
import JSON
import Synchronization
import Testing

@testable import LiveFeed

@Suite struct HTTPScoreSinkTests {
  private let batch = ScoreBatch(
    board: "game1",
    scores: [ScoreBatch.Score(player: "a", score: 5, key: "k1")])

  @Test func aBatchIsSentWithItsKeysAndTheToken() async throws {
    let server = FakeServer(
      200, #"{"success":true,"data":{"recorded":1,"repeated":2,"rejected":0,"results":[]}}"#)
    let sink = HTTPScoreSink("http://example", token: "secret", transport: server)
    #expect(try await sink.send(batch) == BatchOutcome(counted: 3))
    let request = try #require(server.requests.first)
    #expect(request.url == "http://example/api/v1/scores/batch")
    #expect(request.headers["Authorization"] == "Bearer secret")
    let expected =
      #"{"scores":[{"player_id":"a","leaderboard_id":"game1","score":5,"submission_id":"k1"}]}"#
    #expect(String(decoding: request.body.flatMap(\.array), as: UTF8.self) == expected)
  }

  @Test func aRejectionIsToldWithItsReason() async throws {
    let server = FakeServer(
      207,
      """
      {"success":false,"data":{"recorded":0,"repeated":0,"rejected":1,\
      "results":[{"status":"rejected","code":"x","detail":"too high"}]}}
      """)
    let sink = HTTPScoreSink("http://example", token: nil, transport: server)
    #expect(
      try await sink.send(batch) == BatchOutcome(counted: 0, rejected: 1, reason: "too high"))
  }

  @Test(
    arguments: [
      (401, #"{"detail":"no token"}"#, [:] as HTTPFields, false, nil as Duration?),
      (503, "{}", ["Retry-After": "7"], true, .seconds(7)), (502, "?", [:], true, nil),
      (200, "not JSON", [:], true, nil),
    ] as [(Int, String, HTTPFields, Bool, Duration?)])
  func otherAnswersAreErrors(
    status: Int, body: String, headers: HTTPFields, isTemporary: Bool, wait: Duration?
  ) async {
    let server = FakeServer(status, body, headers)
    let sink = HTTPScoreSink("http://example", token: nil, transport: server)
    let error = await #expect(throws: SendingError.self) { try await sink.send(batch) }
    #expect(error?.isTemporary == isTemporary && error?.retryAfter == wait)
  }
}

private final class FakeServer: HTTPTransport {
  private let response: ClientResponse
  private let received = Mutex<[ClientRequest]>([])

  init(_ status: Int, _ body: String, _ headers: HTTPFields = [:]) {
    response = ClientResponse(
      status: status, headers: headers, body: SharedBytes(Array(body.utf8)))
  }

  var requests: [ClientRequest] { received.withLock { $0 } }

  func send(_ request: ClientRequest) async throws(HTTPError) -> ClientResponse {
    received.withLock { $0.append(request) }
    return response
  }
}
