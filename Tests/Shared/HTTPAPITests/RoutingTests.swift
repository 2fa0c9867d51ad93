import HTTP
import HTTPAPI
import Testing

/// What each method leads to at each path.
@Suite struct RoutingTests {
  private static let shelf = "/v1/shelves/7/books"

  /// The status by method, and what the path takes.
  private static let paths: [(path: String, statuses: [HTTPMethod: Int], allowed: String)] = [
    (
      shelf, [.get: 200, .head: 200, .post: 201, .put: 405, .delete: 405],
      "GET, HEAD, POST, OPTIONS"
    ),
    ("\(shelf)/Emma", [.get: 200, .head: 200, .post: 405, .patch: 405], "GET, HEAD, OPTIONS"),
    ("\(shelf)/Emma.csv", [.get: 200, .head: 200, .post: 405], "GET, HEAD, OPTIONS"),
    ("/v1/news", [.get: 200, .head: 405, .post: 405], "GET, OPTIONS"),
    ("/v1/desk", [.put: 201, .get: 405, .head: 405, .post: 405], "PUT, OPTIONS"),
    ("/v1/talk", [.get: 426, .head: 405, .post: 405], "GET, OPTIONS"),
    ("/", [.get: 200, .head: 200, .post: 405, .delete: 405], "GET, HEAD, OPTIONS"),
    ("/page-1.js", [.get: 200, .head: 200, .put: 405], "GET, HEAD, OPTIONS"),
    ("/openapi.json", [.get: 200, .head: 200, .post: 405], "GET, HEAD, OPTIONS"),
    ("/nothing", [.get: 404, .head: 404, .post: 405], "GET, HEAD, OPTIONS"),
    ("/%ZZ", [.get: 404, .post: 405], "GET, HEAD, OPTIONS"),
  ]

  @Test(arguments: paths.map(\.path))
  func everyMethodOfAPathHasItsAnswer(_ path: String) async throws {
    let (_, statuses, allowed) = try #require(Self.paths.first { $0.path == path })
    for (method, status) in statuses {
      let answer = await TestAPI.service.respond(to: HTTPRequest(method: method, path: path))
      #expect(answer.status == status, "\(method.rawValue) \(path)")
      if status == 405 { #expect(answer.headers["Allow"] == allowed) }
    }
    let options = await TestAPI.service.respond(to: HTTPRequest(method: .options, path: path))
    #expect(options.status == 204)
    #expect(options.headers["Allow"] == allowed)
  }

  @Test func whatTheServerDoesNotOfferIsNotThereForAnyMethod() async {
    for method in [HTTPMethod.get, .post, .options, .delete] {
      let request = HTTPRequest(method: method, path: "/v1/printer")
      let answer = await TestAPI.service.respond(to: request)
      #expect(answer.status == 404)
      #expect(answer.text.contains("Printing is not offered."))
    }
  }

  @Test(
    arguments: [
      ("/v1/shelves/seven/books", "seven is no shelf."),
      // Also where no route has the rest of the path.
      ("/v1/shelves/seven", "seven is no shelf."),
      ("/v1/shelves/seven/windows/3", "seven is no shelf."),
      ("/v1/shelves/7/windows", "There is nothing at this path."),
      ("/v1/shelves/7/books/Emma/pages", "There is nothing at this path."),
      (
        "/v1/shelves/7/books/A%20title%20of%20many%20letters",
        "A title of many letters is no title."
      ),
      (
        "/v1/shelves/7/books/A%20title%20of%20many%20letters.csv",
        "A title of many letters.csv is no title."
      ),
      ("/v1", "There is nothing at this path."), ("/v1/%C3%28", "not percent-encoded UTF-8"),
    ])
  func aPathThatLeadsNowhereSaysWhy(_ path: String, reason: String) async {
    let answer = await TestAPI.service.respond(to: HTTPRequest(path: path))
    #expect(answer.status == 404)
    #expect(answer.text.contains(reason), "\(answer.text)")
  }

  @Test(arguments: [
    "/v1/shelves/7/books/Emma", "//v1/shelves//7/books/Emma/", "/v1/shelves/7/books/%45mma",
  ])
  func slashesAndEscapesMakeNoDifference(_ path: String) async {
    let answer = await TestAPI.service.respond(to: HTTPRequest(path: path))
    #expect(answer.text == #"{"title":"Emma"}"#)
  }

  @Test func aTextBehindAParameterIsNoPartOfIt() async {
    let answer = await TestAPI.service.respond(to: HTTPRequest(path: "/v1/shelves/7/books/a.csv"))
    #expect(answer.text == "\u{FEFF}title\r\na\r\n")
  }

  @Test(
    arguments: [
      ("limit=0", "limit: found \"0\""), ("limit=501", "limit: found"),
      ("limits=1", "one of limit"),
      ("limit=1&limit=2", "the parameter once"), ("limit=%ZZ", "percent-encoded UTF-8"),
    ])
  func aParameterThatIsWrongIsNamed(_ query: String, reason: String) async {
    let request = HTTPRequest(path: "/v1/shelves/7/books", query: query)
    let answer = await TestAPI.service.respond(to: request)
    #expect(answer.status == 400)
    #expect(answer.text.contains(reason.replacing("\"", with: "\\\"")), "\(answer.text)")
  }

  /// The path is judged first, then the query, then the form.
  @Test func theFirstThingThatIsWrongIsSaid() async {
    let headers: HTTPFields = ["Accept": "image/png"]
    func status(_ path: String, _ query: String) async -> Int {
      let request = HTTPRequest(path: path, query: query, headers: headers)
      return await TestAPI.service.respond(to: request).status
    }
    #expect(await status("/v1/shelves/x/books", "a=1") == 404)
    #expect(await status("/v1/shelves/7/books", "a=1") == 400)
    #expect(await status("/v1/shelves/7/books", "limit=1") == 406)
  }
}
