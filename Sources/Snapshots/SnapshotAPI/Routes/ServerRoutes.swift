import HTTP
package import HTTPAPI
import JSON

/// Features of a server beside answering queries; `/v1/health` lists them for the page.
package enum ServerFeature: String, CaseIterable, Comparable, Sendable {
  /// `GET /v1/events` is a stream of server-sent events.
  case events
  /// `POST /v1/uploads` takes files.
  case uploads

  package static func < (left: ServerFeature, right: ServerFeature) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// The routes that only some servers have.
extension Route {
  /// - Parameter features: the server's features.
  package static func health(_ features: Set<ServerFeature>) -> Route {
    Route(
      .get, "/v1/health",
      describedAs: OpenAPIOperation(
        "getHealth", tags: ["server"], summary: "The state of the server and its features",
        responses: .answers(
          .ok(
            "The server answers.",
            [(.json, .health, ["status": "ok", "features": ["events", "uploads"]])]),
          but: [404, 502, 503, 504])),
      action: .answer { _ in
        .json(cache: CacheControl.never) {
          $0.object {
            $0.member("status", "ok")
            $0.array("features") {
              for feature in features.sorted() { $0.value(feature.rawValue) }
            }
          }
        }
      })
  }

  /// - Parameter accept: judges an upload by its head; `nil` if uploads are not accepted.
  package static func uploads(
    _ accept: (@Sendable (RouteRequest) throws(ProblemDetails) -> IncomingBody)?
  ) -> Route {
    Route(
      .post, "/v1/uploads",
      parameters: [
        .query(
          "file",
          ParameterDescription(
            isRequired: true, "The file's name.", schema: .fileName, example: "players.csv")),
        .query("kingdom", ParameterDescription(schema: .kingdomNumber)),
        .query("date", ParameterDescription(schema: .snapshotDate)),
      ],
      forms: [], isCrossOrigin: false,
      describedAs: OpenAPIOperation(
        "upload", tags: ["uploads"], summary: "Upload a file",
        description: """
          Only on the local server, if `/v1/health` lists `uploads`. Requests from pages of other \
          origins are rejected. Without `kingdom` or `date`, the server takes them from the file.
          """,
        requestBody: [
          "required": true, "content": ["application/octet-stream": ["schema": [:]]],
        ],
        responses: [
          .uploaded, .badRequest, .forbidden, .notFound, .methodNotAllowed, .requestTimeout,
          .lengthRequired, .tooLarge, .unsupportedMediaType, .misdirected, .unprocessable,
          .tooMany, .internalError, .unavailable,
        ]),
      action: accept.map { .receive($0) }
        ?? .notOffered("Uploads over HTTP are not offered by this server."))
  }

  /// - Parameter stream: the events; `nil` if there are none.
  package static func events(_ stream: BodyStream?) -> Route {
    Route(
      .get, "/v1/events", forms: [],
      describedAs: OpenAPIOperation(
        "listenToEvents", tags: ["server"], summary: "Changes as they happen",
        description: """
          Server-sent events, only on the local server, if `/v1/health` lists `events`. `hello` \
          comes at once. `snapshot` has `kingdom` and `date` and comes when a snapshot appears, \
          changes or is removed. `upload` has `kingdom`, `date` and `run_ts` and comes when a \
          report does.
          """,
        responses: [.eventStream, .badRequest, .notFound, .tooMany, .unavailable]),
      action: stream.map { stream in
        .stream { _ in
          HTTPResponse(
            status: 200,
            headers: ["Content-Type": "text/event-stream", "Cache-Control": "no-store"],
            stream: stream)
        }
      } ?? .notOffered("Events are not offered by this server."))
  }
}

extension OpenAPINode {
  fileprivate static let health = schema(
    "Health",
    .object([
      "status": ["type": "string", "const": "ok"],
      "features": .array(
        of: .oneOf(ServerFeature.allCases.map(\.rawValue)),
        description: """
          `events`: `GET /v1/events` streams what changes. `uploads`: `POST /v1/uploads` takes \
          files.
          """),
    ]))

  fileprivate static let fileName: OpenAPINode = [
    "type": "string", "minLength": 1, "maxLength": 200, "pattern": #"^[^./\x00-\x1f\x7f]"#,
  ]
}

extension OpenAPIResponse {
  fileprivate static let uploaded = OpenAPIResponse(
    201,
    [
      "description": "The upload was accepted.",
      "headers": [
        "Location": ["description": "The path of the report.", "schema": .string()]
      ],
      "content": [
        "application/json": [
          "schema": .object(["upload": .upload, "report": .report])
        ]
      ],
    ])

  fileprivate static let eventStream = OpenAPIResponse(
    200,
    [
      "description": "The stream.",
      "content": ["text/event-stream": ["schema": .string()]],
    ])
}
