import Datasets
import HTTP
import HTTPAPI
import HTTPServer
import Storage
import TestSupport
import Testing
import Time

@testable import LakeServer

@Suite struct LocalAPITests {
  private let store = DirectoryStore(root: "/nowhere")

  private func api() -> HTTPService {
    store.api(
      events: EventFeed(), uploads: UploadService(Told().ingestion(into: store), maxBytes: 1_000))
  }

  /// The status of an answer that is there at once, else the name of what is done.
  private func outcome(of request: HTTPRequest, _ api: HTTPService) -> String {
    switch api.disposition(of: request) {
    case .respond(let response): "\(response.status)"
    case .answer: "answer"
    case .stream: "stream"
    case .receive: "receive"
    case .webSocket: "webSocket"
    }
  }

  @Test(
    arguments: [
      (.get, "/v1/events", "stream"), (.options, "/v1/events", "answer"),
      (.post, "/v1/events", "405"), (.head, "/v1/events", "405"), (.get, "/v1/uploads", "405"),
      (.options, "/v1/uploads", "204"), (.put, "/v1/uploads", "405"),
      (.get, "/v1/kingdoms", "answer"), (.get, "/", "answer"), (.get, "//v1//events/", "stream"),
      (.get, "/v1/%65vents", "stream"), (.get, "/v1/events/more", "answer"),
    ] as [(HTTPMethod, String, String)])
  func aPathAndAMethodDecide(method: HTTPMethod, path: String, expected: String) {
    #expect(outcome(of: HTTPRequest(method: method, path: path), api()) == expected)
  }

  @Test func whatIsNotOfferedIsNotThere() {
    let api = store.api()
    for path in ["/v1/events", "/v1/uploads"] {
      for method in [HTTPMethod.get, .post, .options] {
        #expect(outcome(of: HTTPRequest(method: method, path: path), api) == "404")
      }
    }
  }

  @Test func aStreamOfEventsTakesNoParameters() {
    let request = HTTPRequest(path: "/v1/events", query: "since=1")
    #expect(outcome(of: request, api()) == "400")
  }

  @Test func aStreamOfEventsHasTheHeadersOfAllAnswers() throws {
    guard case .stream(let response) = api().disposition(of: HTTPRequest(path: "/v1/events")) else {
      Issue.record("expected a stream")
      return
    }
    #expect(response.headers["Content-Type"] == "text/event-stream")
    #expect(response.headers["Cache-Control"] == "no-store")
    #expect(response.headers["X-Content-Type-Options"] == "nosniff")
  }
}

@Suite struct UploadRequestTests {
  private func request(_ query: String, _ headers: HTTPFields = [:]) throws -> UploadRequest {
    try UploadRequest(.upload(query, headers), maxBytes: 1_000)
  }

  private func code(_ query: String, _ headers: HTTPFields = [:]) -> String? {
    do throws(ProblemDetails) {
      _ = try UploadRequest(.upload(query, headers), maxBytes: 1_000)
      return nil
    } catch {
      return error.code
    }
  }

  @Test func whatARequestSaysOfItsUpload() throws {
    let upload = try request("file=a%20b.csv&kingdom=51&date=2026-01-26", ["Content-Length": "9"])
    #expect(upload.file.text == "a b.csv")
    #expect(upload.kingdom?.number == 51)
    #expect(upload.date?.description == "2026-01-26")
    #expect(upload.byteCount == 9)
    let short = try request("file=a.csv")
    #expect(short.kingdom == nil && short.date == nil && short.byteCount == nil)
  }

  @Test(
    arguments: [
      ("", "bad_parameter", [:]), ("file=", "bad_parameter", [:]),
      ("file=a%2Fb.csv", "bad_parameter", [:]), ("file=.hidden", "bad_parameter", [:]),
      ("file=a.csv.part", "bad_parameter", [:]), ("file=a.csv&kingdom=x", "bad_parameter", [:]),
      ("file=a.csv&date=today", "bad_parameter", [:]), ("file=a.csv&more=1", "bad_parameter", [:]),
      ("file=a.csv", "wrong_content_type", ["Content-Type": "text/csv"]),
      ("file=a.csv", "wrong_content_type", ["Content-Type": ""]),
      ("file=a.csv", "expectation_failed", ["Expect": "200-ok"]),
      ("file=a.csv", "upload_too_large", ["Content-Length": "1001"]),
      ("file=a.csv", "cross_origin", ["Origin": "http://evil.example"]),
      ("file=a.csv", "cross_origin", ["Sec-Fetch-Site": "cross-site"]),
    ] as [(String, String, HTTPFields)])
  func whatCannotBeTakenIsRejectedBeforeItIsSent(
    query: String, code: String, headers: HTTPFields
  ) {
    #expect(self.code(query, headers) == code)
  }

  @Test(
    arguments: [
      ["Content-Type": "Application/Octet-Stream; charset=x"], ["Expect": "100-Continue"],
      ["Content-Length": "1000"], ["Origin": "http://localhost"], ["Sec-Fetch-Site": "same-origin"],
    ] as [HTTPFields])
  func whatCanBeTakenIs(headers: HTTPFields) {
    #expect(code("file=a.csv", headers) == nil)
  }
}
