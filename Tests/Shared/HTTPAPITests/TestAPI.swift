import HTTP
import HTTPAPI
import JSON
import Synchronization

/// An API of some made-up routes, one of each kind.
enum TestAPI {
  static let shelf = PathParameter(
    "shelf", ParameterDescription(sharedAs: "Shelf", "A number.", schema: .integer(from: 1))
  ) {
    Int($0)
  } refusing: {
    .notFound("\($0) is no shelf.")
  }

  static let title = PathParameter("title", ParameterDescription(schema: .string())) {
    $0.count < 20 ? $0 : nil
  } refusing: {
    .notFound("\($0) is no title.")
  }

  static let limit = RouteParameter.query(
    "limit", ParameterDescription(schema: .integer(from: 1), example: 3))

  static let routes: [Route] = [
    Route(
      .get, "/v1/shelves/{shelf}/books", parameters: [.path(shelf), limit],
      describedAs: operation("listBooks"), action: .answer { try books($0) }),
    Route(
      .post, "/v1/shelves/{shelf}/books", parameters: [.path(shelf)], forms: [],
      describedAs: operation("addBook"),
      action: .receive { _ throws(ProblemDetails) in IncomingBody { _, _ in BookReceiver() } }),
    Route(
      .get, "/v1/shelves/{shelf}/books/{title}", parameters: [.path(shelf), .path(title)],
      forms: [.json, .csv], describedAs: operation("getBook"), action: .answer { try book($0) }),
    Route(
      .get, "/v1/shelves/{shelf}/books/{title}.csv", parameters: [.path(shelf), .path(title)],
      forms: [.csv], describedAs: operation("downloadBook"), action: .answer { try book($0) }),
    Route(
      .get, "/v1/news", forms: [], describedAs: operation("listen"),
      action: .stream { _ throws(ProblemDetails) in
        HTTPResponse(
          status: 200, headers: ["Content-Type": "text/event-stream"],
          stream: BodyStream { _, _ throws(ProblemDetails) in throw .internalError })
      }),
    Route(
      .put, "/v1/desk", forms: [], isCrossOrigin: false, describedAs: operation("putOnDesk"),
      action: .receive { _ throws(ProblemDetails) in IncomingBody { _, _ in BookReceiver() } }),
    Route(
      .get, "/v1/talk", forms: [], describedAs: operation("talk"),
      action: .webSocket { _, _ throws(ProblemDetails) in Talk() }),
    Route(
      .post, "/v1/printer", forms: [], describedAs: operation("print"),
      action: .notOffered("Printing is not offered.")),
    Route(
      .get, "/v1/broken", describedAs: operation("break"),
      action: .answer { _ in throw Broken() }),
  ]

  struct Broken: Error {}

  static let files: [String: StaticFile] = [
    "": StaticFile(content: Array("page".utf8), type: "text/html"),
    "page-1.js": StaticFile(
      content: Array("script".utf8), type: "text/javascript", isImmutable: true),
  ]

  static let service = service()

  static func service(
    allowing cors: CORSPolicy = .anyOrigin, plainAnswers: PlainAnswerLimits? = nil,
    reportingTo report: @escaping @Sendable (any Error) -> Void = { _ in }
  ) -> HTTPService {
    HTTPService(
      routes: routes,
      describedBy: OpenAPIInfo(title: "Books", version: "1", summary: "S", description: "D"),
      files: { files }, allowing: cors, plainAnswers: plainAnswers, reportingTo: report)
  }

  private static func operation(_ id: String) -> OpenAPIOperation {
    OpenAPIOperation(
      id, tags: ["books"], summary: "Summary",
      responses: [
        .ok("Fine.", [(.json, .schema("Book", .object(["title": .string()])), nil)]),
        .notModified, .badRequest,
      ])
  }

  private static func books(_ request: RouteRequest) throws -> HTTPResponse {
    let shelf = try request.path(shelf)
    let limit = try request.query.number("limit", in: 1...500, default: 3)
    return .json(cache: CacheControl.shortly) {
      $0.object {
        $0.member("shelf", shelf)
        $0.array("books") { for number in 1...limit { $0.value("book number \(number)") } }
      }
    }
  }

  private static func book(_ request: RouteRequest) throws -> HTTPResponse {
    let title = try request.path(title)
    switch request.form {
    case .csv:
      var table = CSVText(["title"])
      table.add([title])
      return HTTPResponse.csv(table, name: "book", cache: CacheControl.minutes)
        .varyingByAccept()
    case .json:
      return HTTPResponse.json(cache: CacheControl.minutes) {
        $0.object { $0.member("title", title) }
      }.varyingByAccept()
    }
  }
}

/// Answers with how many bytes came; refuses a body that holds a zero.
final class BookReceiver: BodyReceiver {
  private let count = Mutex(0)

  func receive(
    _ bytes: [UInt8], taken: @escaping @Sendable (Result<Void, ProblemDetails>) -> Void
  ) throws(ProblemDetails) {
    count.withLock { $0 += bytes.count }
    taken(
      bytes.contains(0)
        ? .failure(.badParameter("body", found: "0", expected: "none")) : .success(()))
  }

  func finish() throws(ProblemDetails) -> PendingAnswer {
    let count = count.withLock { $0 }
    return .awaited { HTTPResponse(status: 201, body: Array("\(count)".utf8)) }
  }

  func cancel() {}
}

private final class Talk: WebSocketSession {
  let headers: HTTPFields = ["Sec-WebSocket-Protocol": "talk"]
  func begin(wake: @escaping @Sendable () -> Void) {}
  func receive(_ bytes: [UInt8]) {}
  func next() -> BodyPiece { .pending }
  func probe() {}
  func finish() {}
  func expire() -> [UInt8]? { nil }
  func close() {}
}

extension HTTPResponse {
  var text: String { String(decoding: bytes, as: UTF8.self) }
}
