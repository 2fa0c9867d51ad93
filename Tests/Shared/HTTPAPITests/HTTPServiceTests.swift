import HTTP
import HTTPAPI
import Synchronization
import Testing

@Suite struct HTTPServiceTests {
  private let books = "/v1/shelves/7/books"

  private func ask(
    _ path: String, query: String = "", headers: HTTPFields = [:],
    of service: HTTPService = TestAPI.service
  ) async -> HTTPResponse {
    await service.respond(to: HTTPRequest(path: path, query: query, headers: headers))
  }

  @Test func anAnswerHasATagByWhichItNeedNotBeSentAgain() async throws {
    let first = await ask(books)
    let tag = try #require(first.headers["ETag"])
    let second = await ask(books, headers: ["If-None-Match": "\"x\", W/\(tag)"])
    #expect(second.status == 304 && second.bytes.isEmpty)
    #expect(second.headers["ETag"] == tag && second.headers["Content-Type"] == nil)
    #expect(await ask(books, query: "limit=4", headers: ["If-None-Match": tag]).status == 200)
  }

  @Test func longAnswersAreCompressedForThoseWhoPreferIt() async throws {
    let plain = await ask(books, query: "limit=500")
    let packed = await ask(books, query: "limit=500", headers: ["Accept-Encoding": "gzip"])
    #expect(plain.headers["Content-Encoding"] == nil)
    #expect(packed.headers["Content-Encoding"] == "gzip")
    #expect(packed.bytes.starts(with: [0x1F, 0x8B]) && packed.bytes.count < plain.bytes.count)
    let tag = try #require(plain.headers["ETag"])
    #expect(packed.headers["ETag"] == "\(tag.dropLast())-gzip\"")
    let short = await ask(books, headers: ["Accept-Encoding": "gzip"])
    #expect(short.headers["Content-Encoding"] == nil)
    #expect(short.headers["Vary"] == "Accept-Encoding")
  }

  @Test func whereBytesArePaidForPlainAnswersAreShort() async {
    let service = TestAPI.service(plainAnswers: PlainAnswerLimits())
    let identity: HTTPFields = ["Accept-Encoding": "identity"]
    #expect(await ask(books, query: "limit=100", headers: identity, of: service).status == 200)
    let refused = await ask(books, query: "limit=101", headers: identity, of: service)
    #expect(refused.status == 400)
    #expect(refused.text.contains("or up to 500 with Accept-Encoding: gzip"))
    #expect(await ask(books, query: "limit=500", of: service).status == 200)
  }

  @Test func pagesOfOriginsThatAreAllowedMayReadAnswersAndProblems() async throws {
    let cors = try #require(CORSPolicy("https://a.example, https://b.example"))
    let service = TestAPI.service(allowing: cors)
    for path in [books, "/nothing"] {
      let known = await ask(path, headers: ["Origin": "https://b.example"], of: service)
      #expect(known.headers["Access-Control-Allow-Origin"] == "https://b.example")
      let other = await ask(path, headers: ["Origin": "https://c.example"], of: service)
      #expect(other.headers["Access-Control-Allow-Origin"] == nil)
      #expect(other.headers["Vary"] == "Origin")
    }
  }

  @Test(arguments: ["", "*, https://a.example", "a.example", "https://A.example", "https://"])
  func whatIsNoListOfOriginsIsRefused(_ text: String) {
    #expect(CORSPolicy(text) == nil)
  }

  @Test func theReasonOfAFaultIsReportedAndNotTold() async {
    let reported = Mutex<[String]>([])
    let service = TestAPI.service { error in reported.withLock { $0.append("\(error)") } }
    let answer = await ask("/v1/broken", of: service)
    #expect(answer.status == 500)
    #expect(answer.text.contains(#""code":"internal_error""#) && !answer.text.contains("Broken"))
    _ = await ask("/nothing", of: service)
    #expect(reported.withLock { $0 } == ["Broken()"])
  }

  @Test func filesAreGuardedByAPolicyAndKeptAsLongAsTheyAreTheSame() async {
    let page = await ask("/")
    #expect(page.text == "page" && page.headers["Cache-Control"] == "no-cache")
    #expect(page.headers["Content-Security-Policy"]?.contains("script-src 'self'") == true)
    let script = await ask("/page-1.js")
    #expect(script.headers["Cache-Control"] == "public, max-age=31536000, immutable")
  }

  @Test func aProblemOfTheServerHasTheHeadersOfAllAnswers() {
    let answer = TestAPI.service.refuse(.internalError)
    #expect(answer.status == 500)
    #expect(answer.headers["Access-Control-Allow-Origin"] == "*")
    #expect(answer.headers["Content-Type"] == "application/problem+json")
  }

  @Test func anAnswerTooLargeIsReplacedByAProblemThatPagesMayRead() async {
    let rejection = await ask(books).refusedAsTooLarge
    #expect(rejection.status == 413)
    #expect(rejection.headers["Access-Control-Allow-Origin"] == "*")
    #expect(rejection.headers["ETag"] == nil)
  }
}
