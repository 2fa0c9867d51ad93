import HTTP
import HTTPAPI
import HTTPServer
import Testing

@testable import LiveServer

@Suite struct ReadinessGateTests {
  private func answer(
    _ gate: ReadinessGate, _ method: HTTPMethod, _ path: String
  ) async -> HTTPResponse {
    await gate.answer(HTTPRequest(method: method, path: path))
  }

  @Test(arguments: ["/health", "/v1/health-check"])
  func aServerLivesBeforeItIsReady(_ path: String) async {
    let answer = await answer(ReadinessGate(), .get, path)
    #expect(answer.status == 200)
    #expect(answer.bytes == Array(#"{"success":true,"data":{"status":"healthy"}}"#.utf8))
  }

  @Test(arguments: [
    (HTTPMethod.get, "/ready"), (.get, "/"), (.post, "/health"), (.post, "/api/v1/scores"),
  ])
  func everythingElseComesLater(_ method: HTTPMethod, _ path: String) async {
    let answer = await answer(ReadinessGate(), method, path)
    #expect(answer.status == 503)
    #expect(answer.headers["Retry-After"] == "1")
    let text = String(decoding: answer.bytes, as: UTF8.self)
    #expect(text.contains(#""code":"not_ready""#))
    #expect(text.contains(#""success":false"#))
  }

  @Test func anOpenGateLetsEverythingThrough() async {
    let gate = ReadinessGate()
    gate.open(
      HTTPService(
        routes: [.metrics { "text" }],
        describedBy: OpenAPIInfo(title: "", version: "", summary: "", description: "")))
    #expect(await answer(gate, .get, "/metrics").bytes == Array("text".utf8))
    #expect(await answer(gate, .get, "/ready").status == 404)
  }
}
