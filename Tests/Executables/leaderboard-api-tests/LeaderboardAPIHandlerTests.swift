import Bytes
import Compression
import Failures
import HTTPAPI
import Hashing
import JSON
import LambdaRuntime
import SnapshotAPI
import SnapshotQueries
import Storage
import TestSupport
import Testing
import Time

@testable import leaderboard_api

private let page = String(repeating: "<p>a page of some length</p>", count: 100)

/// An answer, undone from the form in which it travels.
private struct Answer {
  let status: Int64?
  let headers: JSONValue?
  let body: [UInt8]

  init(_ json: JSONValue) throws {
    status = json["statusCode"]?.integer
    headers = json["headers"]
    let text = json["body"]?.string ?? ""
    body =
      json["isBase64Encoded"]?.bool == true
      ? try #require(Base64.bytes(text)) : Array(text.utf8)
  }

  subscript(header: String) -> String? { headers?[header]?.string }
}

/// Asks a function over an empty lake that serves two files.
private func ask(
  _ path: String, query: String = "", method: String = "GET", headers: [String: String] = [:],
  stage: String = "$default",
  cors: CORSPolicy = .anyOrigin, responseBytes: Int = 6 << 20
) async throws -> Answer {
  var event = JSONWriter()
  event.object {
    $0.member("version", "2.0")
    $0.member("rawPath", path)
    $0.member("rawQueryString", query)
    $0.object("headers") { for (name, value) in headers { $0.member(name, value) } }
    $0.object("requestContext") {
      $0.object("http") { $0.member("method", method) }
      $0.member("stage", stage)
    }
  }
  let payload = SharedBytes(event.utf8)
  return try await withTemporaryLake { lake async throws in
    let handler = LeaderboardAPIHandler(
      catalog: SnapshotCatalog(store: lake), engine: ParquetEngine(store: lake), cors: cors,
      files: {
        [
          "": StaticFile(content: Array(page.utf8), type: "text/html; charset=utf-8"),
          "long": StaticFile(
            content: Array(String(repeating: page, count: 20).utf8), type: "text/css"),
          "short": StaticFile(content: Array("short".utf8), type: "text/plain"),
          "bytes": StaticFile(content: Array(repeating: 255, count: 5000), type: "image/png"),
        ]
      },
      responseBytes: responseBytes)
    let context = InvocationContext(log: FunctionLog(to: NoLog()))
    let response = try await handler.handle(invocation(of: payload), in: context)
    return try Answer(try JSONValue(parsing: response.array))
  }
}

/// An invocation with as much time as there can be.
private func invocation(of payload: SharedBytes) throws -> Invocation {
  let deadline = try #require(Instant("9999-12-31T23:59:59Z"))
  return Invocation(
    requestID: "r", deadline: deadline, functionARN: "", traceID: nil, payload: payload)
}

private struct NoLog: LogOutput {
  func write(line: [UInt8]) {}
}

private func inflated(_ bytes: [UInt8]) throws -> String {
  let limits = InflateLimits(contentBytes: 1 << 20, ratio: 1000)
  return String(
    decoding: try GzipInflation.inflate(SharedBytes(bytes), limits: limits).array, as: UTF8.self)
}

@Suite struct LeaderboardAPIHandlerTests {
  @Test func anAnswerTravelsAsText() async throws {
    let answer = try await ask("/v1/health")
    #expect(answer.status == 200 && answer.body == Array(#"{"status":"ok","features":[]}"#.utf8))
    #expect(answer["Content-Type"] == "application/json")
    #expect(answer["Access-Control-Allow-Origin"] == "*")
  }

  @Test func theStageIsNoPartOfTheRoute() async throws {
    #expect(try await ask("/prod/v1/health", stage: "prod").status == 200)
    #expect(try await ask("/prod/v1/health").status == 404)
  }

  @Test func aLongTextIsCompressedForWhoTakesIt() async throws {
    let answer = try await ask("/", headers: ["accept-encoding": "gzip, br"])
    #expect(answer["Content-Encoding"] == "gzip" && answer["Vary"] == "Accept-Encoding")
    #expect(answer.body.count < page.utf8.count / 4)
    #expect(try inflated(answer.body) == page)
    let plain = try await ask("/")
    #expect(plain["Content-Encoding"] == nil && plain["Vary"] == "Accept-Encoding")
    #expect(plain.body == Array(page.utf8))
  }

  @Test(arguments: ["/short", "/bytes", "/v1/health"])
  func whatGainsNothingIsNotCompressed(_ path: String) async throws {
    let answer = try await ask(path, headers: ["accept-encoding": "gzip"])
    #expect(answer["Content-Encoding"] == nil && !answer.body.isEmpty)
  }

  @Test func whatIsLongIsCompressedForAllWhoTakeIt() async throws {
    for headers in [[:], ["accept-encoding": "gzip;q=0.1, identity"], ["accept-encoding": "*"]] {
      let answer = try await ask("/long", headers: headers)
      #expect(answer["Content-Encoding"] == "gzip")
      #expect(try inflated(answer.body) == String(repeating: page, count: 20))
    }
    for rejection in ["identity", "br", "gzip;q=0", ""] {
      let answer = try await ask("/long", headers: ["accept-encoding": rejection])
      #expect(answer["Content-Encoding"] == nil && answer.body.count == 20 * page.utf8.count)
    }
  }

  @Test(
    arguments: ["leaderboards/dkp", "gains/dkp", "players/7/history"],
    ["identity", "gzip;q=0, br", ""])
  func whoRefusesGzipGetsNoLongPages(_ path: String, codings: String) async throws {
    let path = "/v1/kingdoms/51/\(path)"
    let refused = try await ask(path, query: "limit=101", headers: ["accept-encoding": codings])
    #expect(refused.status == 400)
    let problem = try JSONValue(parsing: refused.body)
    #expect(problem["code"]?.string == "bad_parameter")
    #expect(problem["detail"]?.string?.contains("Accept-Encoding: gzip") == true)
    // The lake is empty, which is found out after the parameters are read.
    let page = try await ask(path, query: "limit=100", headers: ["accept-encoding": codings])
    #expect(page.status == 404)
    for headers in [[:], ["accept-encoding": "gzip"]] {
      #expect(try await ask(path, query: "limit=101", headers: headers).status == 404)
    }
  }

  @Test func bytesThatAreNoTextArriveAsTheyAre() async throws {
    #expect(try await ask("/bytes").body == Array(repeating: 255, count: 5000))
  }

  @Test func eachFormHasATagOfItsOwn() async throws {
    let gzip = ["accept-encoding": "gzip"]
    let plainTag = try #require(try await ask("/")["ETag"])
    let gzipTag = try #require(try await ask("/", headers: gzip)["ETag"])
    #expect(plainTag != gzipTag && !plainTag.hasPrefix("W/") && !gzipTag.hasPrefix("W/"))
    for (tag, headers, status) in [
      (plainTag, [:], 304), (gzipTag, gzip, 304), (gzipTag, [:], 200), (plainTag, gzip, 200),
      ("W/\(gzipTag)", gzip, 304), ("\"other\", \(gzipTag)", gzip, 304), ("\"other\"", gzip, 200),
    ] {
      let conditional = headers.merging(["if-none-match": tag]) { $1 }
      let answer = try await ask("/", headers: conditional)
      #expect(answer.status == Int64(status), "\(tag) \(headers)")
      if status == 304 {
        #expect(answer.body.isEmpty && answer["Content-Encoding"] == nil)
        #expect(answer["ETag"] == (headers.isEmpty ? plainTag : gzipTag))
        #expect(answer["Vary"] == "Accept-Encoding" && answer["Cache-Control"] != nil)
      }
    }
  }

  @Test func headIsAnsweredAsGetWithoutItsBody() async throws {
    for headers in [[:], ["accept-encoding": "gzip"]] {
      let (get, head) = (
        try await ask("/", headers: headers), try await ask("/", method: "HEAD", headers: headers)
      )
      #expect(head.body.isEmpty && head.status == 200 && head.headers == get.headers)
    }
  }

  @Test func anAnswerThatLambdaWouldNotHandOnIsAProblem() async throws {
    let answer = try await ask("/", responseBytes: 1000)
    #expect(answer.status == 413 && answer["Content-Type"] == "application/problem+json")
    #expect(answer["Access-Control-Allow-Origin"] == "*")
    let problem = try JSONValue(parsing: answer.body)
    #expect(problem["code"]?.string == "response_too_large" && problem["status"]?.integer == 413)
  }

  @Test func theOriginsOfTheSettingAloneAreAllowed() async throws {
    let policy = try #require(CORSPolicy("https://a.example, http://localhost:8080"))
    func allowed(_ origin: String?) async throws -> String? {
      let answer = try await ask(
        "/v1/health", headers: origin.map { ["origin": $0] } ?? [:], cors: policy)
      #expect(answer["Vary"]?.contains("Origin") == true)
      return answer["Access-Control-Allow-Origin"]
    }
    #expect(try await allowed("https://a.example") == "https://a.example")
    #expect(try await allowed("http://localhost:8080") == "http://localhost:8080")
    for other in ["https://b.example", "http://a.example", "https://a.example.org", "null", nil] {
      #expect(try await allowed(other) == nil)
    }
  }

  @Test func whatIsNoRequestFailsTheInvocation() async throws {
    let catalog = SnapshotCatalog(store: DirectoryStore(root: "/nowhere"))
    let handler = LeaderboardAPIHandler(
      catalog: catalog, engine: ParquetEngine(store: DirectoryStore(root: "/nowhere")))
    let invocation = try invocation(of: SharedBytes("{}"))
    let failure = try #require(
      await #expect(throws: FunctionFailure.self) {
        try await handler.handle(invocation, in: InvocationContext(log: FunctionLog(to: NoLog())))
      })
    #expect(failure.code == .unreadableEvent && failure.place == "version")
  }
}
