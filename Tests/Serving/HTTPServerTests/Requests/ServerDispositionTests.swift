import HTTP
import HTTPAPI
import NIOHTTP1
import Testing

@testable import HTTPServer

@Suite struct ServerDispositionTests {
  private func disposition(
    _ method: NIOHTTP1.HTTPMethod = .GET, _ target: String = "/",
    _ headers: [(String, String)] = [("Host", "localhost")], version: HTTPVersion = .http1_1,
    handlers: HTTPHandlers = .echo()
  ) -> ServerDisposition {
    var limits = ServerLimits()
    limits.targetBytes = 100
    let context = ServerContext(
      limits: limits, hosts: ServedHosts(listeningOn: "127.0.0.1"), handlers: handlers, log: nil,
      cache: ResponseCache(maxBytes: 0))
    let head = HTTPRequestHead(
      version: version, method: method, uri: target, headers: HTTPHeaders(headers))
    return context.disposition(of: head, from: .unknown)
  }

  /// The status of what is answered at once; `nil` where a handler is asked.
  private func status(_ disposition: ServerDisposition) -> Int? {
    if case .respond(let response) = disposition.action { response.status } else { nil }
  }

  @Test func aGoodRequestIsForItsHandler() {
    let found = disposition(
      .GET, "/a%20b?c=d", [("Host", "localhost:80"), ("Accept", "a"), ("accept", "b")])
    #expect(status(found) == nil)
    #expect(found.plan == .answer)
    #expect(found.request.path == "/a%20b" && found.request.query == "c=d")
    #expect(found.request.headers["ACCEPT"] == "a, b")
  }

  @Test(
    arguments: [
      (.CONNECT, "localhost:80", 400), (.GET, "nonsense", 400),
      (.GET, "/" + String(repeating: "a", count: 100), 414),
      (.GET, "http://evil.example/", 403), (.GET, "http://localhost/", nil),
    ] as [(NIOHTTP1.HTTPMethod, String, Int?)])
  func targetsAreJudgedFirst(method: NIOHTTP1.HTTPMethod, target: String, status: Int?) {
    #expect(self.status(disposition(method, target)) == status)
  }

  @Test(
    arguments: [
      ([], .http1_1, 400), ([], .http1_0, nil), (["localhost", "localhost"], .http1_1, 400),
      (["evil.example"], .http1_1, 403), (["evil.example"], .http1_0, 403),
      (["127.0.0.1:8080"], .http1_1, nil),
    ] as [([String], HTTPVersion, Int?)])
  func oneHostOfThisServerIsExpected(hosts: [String], version: HTTPVersion, status: Int?) {
    let found = disposition(.GET, "/", hosts.map { ("Host", $0) }, version: version)
    #expect(self.status(found) == status)
  }

  @Test func anAbsoluteTargetNamesTheHost() {
    let found = disposition(.GET, "http://localhost:81/a", [("Host", "evil.example")])
    #expect(status(found) == nil)
    #expect(found.request.headers["Host"] == "localhost:81")
  }

  @Test(
    arguments: [
      (.GET, [("Content-Length", "1")], 400), (.HEAD, [("Transfer-Encoding", "chunked")], 400),
      (.GET, [("Content-Length", "00")], nil), (.POST, [("Content-Length", "1")], nil),
    ] as [(NIOHTTP1.HTTPMethod, [(String, String)], Int?)])
  func aBodyIsUnexpectedWithTheMethodsThatHaveNone(
    method: NIOHTTP1.HTTPMethod, headers: [(String, String)], status: Int?
  ) {
    #expect(self.status(disposition(method, "/", [("Host", "localhost")] + headers)) == status)
  }

  @Test func aPathThatDoesNotTakeTheMethodSaysSoFirst() {
    let handlers = HTTPHandlers.echo { _ in .respond(HTTPResponse(status: 405)) }
    let headers = [("Host", "localhost"), ("Content-Length", "1")]
    #expect(status(disposition(.GET, "/", headers, handlers: handlers)) == 405)
  }

  @Test(
    arguments: [
      (.http1_1, [], RequestFacts()),
      (.http1_1, [("Connection", "close")], RequestFacts(keepsAlive: false)),
      (.http1_0, [], RequestFacts(isOldVersion: true, keepsAlive: false)),
      (.http1_0, [("Connection", "keep-alive")], RequestFacts(isOldVersion: true)),
      (.http1_1, [("Upgrade", "h2c")], RequestFacts(keepsAlive: false)),
      (.http1_1, [("Content-Length", "0")], RequestFacts()),
      (
        .http1_1, [("Content-Length", "9"), ("Expect", "100-continue")],
        RequestFacts(announcesBody: true, expectsContinue: true)
      ),
    ] as [(HTTPVersion, [(String, String)], RequestFacts)])
  func aHeadTellsWhatTheConnectionHasToKnow(
    version: HTTPVersion, headers: [(String, String)], facts: RequestFacts
  ) {
    let head = HTTPRequestHead(
      version: version, method: .POST, uri: "/", headers: HTTPHeaders(headers))
    #expect(RequestFacts(head) == facts)
  }
}
