/// The description of one route (OpenAPI 3.1, Operation Object).
package struct OpenAPIOperation: Sendable {
  /// Unique among the routes; generated clients use it as a method name.
  package let id: String
  let tags: [String]
  let summary: String
  let description: String?
  let requestBody: OpenAPINode?
  let responses: [OpenAPIResponse]

  package init(
    _ id: String, tags: [String], summary: String, description: String? = nil,
    requestBody: OpenAPINode? = nil, responses: [OpenAPIResponse]
  ) {
    self.id = id
    self.tags = tags
    self.summary = summary
    self.description = description
    self.requestBody = requestBody
    self.responses = responses
  }

  func node(parameters: [RouteParameter]) -> OpenAPINode {
    let described = parameters.map { $0.node() }
    return OpenAPINode.object([
      ("tags", .list(tags.map { .text($0) })), ("operationId", .text(id)),
      ("summary", .text(summary)),
    ])
    .adding("description", description.map { .text($0) })
    .adding("parameters", described.isEmpty ? nil : .list(described))
    .adding("requestBody", requestBody)
    .adding("responses", .object(responses.map { (name: "\($0.status)", node: $0.content) }))
  }
}

/// The answer of one status (OpenAPI 3.1, Response Object).
package struct OpenAPIResponse: Sendable {
  package let status: Int
  let content: OpenAPINode

  package init(_ status: Int, _ content: OpenAPINode) {
    self.status = status
    self.content = content
  }

  /// A response that several routes share.
  package static func shared(
    _ status: Int, _ name: String, _ content: OpenAPINode
  ) -> OpenAPIResponse {
    OpenAPIResponse(status, .shared(OpenAPIComponent(.responses, name, content)))
  }

  /// A computed answer with an entity tag and a cache lifetime.
  /// - Parameter forms: the schema of each form, and an example.
  package static func ok(
    _ description: String, _ forms: [(form: AnswerForm, schema: OpenAPINode, example: OpenAPINode?)]
  ) -> OpenAPIResponse {
    var headers: [(name: String, node: OpenAPINode)] = [
      ("ETag", .shared(.eTag)), ("Cache-Control", .shared(.cacheControl)),
    ]
    if forms.contains(where: { $0.form == .csv }) {
      headers.append(("Content-Disposition", .shared(.contentDisposition)))
    }
    let content = forms.map { form, schema, example in
      let examples = example.map { OpenAPINode.object([("answer", ["value": $0])]) }
      return (
        name: form.rawValue,
        node: OpenAPINode.object([("schema", schema)]).adding("examples", examples)
      )
    }
    return OpenAPIResponse(
      200,
      [
        "description": .text(description), "headers": .object(headers),
        "content": .object(content),
      ])
  }

  /// A shared problem.
  /// - Parameters:
  ///   - example: an example of this kind.
  ///   - headers: in addition to the common ones.
  package static func problem(
    _ status: Int, _ name: String, _ description: String, example: ProblemDetails? = nil,
    headers: [(name: String, component: OpenAPIComponent)] = []
  ) -> OpenAPIResponse {
    let examples = example.map { problem in
      OpenAPINode.object([("problem", ["value": problem.node])])
    }
    let content = OpenAPINode.object([
      (
        "application/problem+json",
        OpenAPINode.object([("schema", .shared(.problem))]).adding("examples", examples)
      )
    ])
    let described = OpenAPINode.object([("description", .text(description))]).adding(
      "headers",
      headers.isEmpty ? nil : .object(headers.map { ($0.name, .shared($0.component)) }))
    return shared(status, name, described.adding("content", content))
  }
}

extension ProblemDetails {
  fileprivate var node: OpenAPINode {
    [
      "type": "about:blank", "title": .text(title), "status": .number(status),
      "code": .text(code), "detail": .text(detail),
    ]
  }
}

// MARK: What the routes of every API share

extension OpenAPIComponent {
  package static let problem = OpenAPIComponent(
    .schemas, "Problem",
    .object(
      [
        "type": ["type": "string", "const": "about:blank"],
        "title": .string(),
        "status": .integer(from: 400, to: 599),
        "code": .string(description: "For programs; never changes."),
        "detail": .string(description: "For people; may change."),
      ], description: "RFC 9457."))

  static let eTag = OpenAPIComponent(
    .headers, "ETag",
    [
      "description": "A strong entity tag.", "required": true,
      "schema": .string(),
    ])

  static let cacheControl = OpenAPIComponent(
    .headers, "CacheControl",
    [
      "description": """
      Minutes for a fixed date, which can be uploaded again; seconds for everything else.
      """, "required": true, "schema": .string(),
    ])

  static let contentDisposition = OpenAPIComponent(
    .headers, "ContentDisposition",
    ["description": "The name of the file, for CSV.", "schema": .string()])

  static let allow = OpenAPIComponent(
    .headers, "Allow", ["required": true, "schema": .string()])

  package static let retryAfter = OpenAPIComponent(
    .headers, "RetryAfter", ["description": "Seconds.", "schema": .string()])
}

extension OpenAPIResponse {
  package static let notModified = shared(
    304, "NotModified",
    [
      "description": "The client's copy is current.",
      "headers": ["ETag": .shared(.eTag)],
    ])

  package static let badRequest = problem(
    400, "BadRequest", "A parameter is wrong, unknown or given twice: `bad_parameter`.",
    example: .badParameter("limit", found: "0", expected: "a whole number from 1 to 1000"))

  package static let forbidden = problem(
    403, "Forbidden", "The request comes from a page of another origin: `cross_origin`.")

  package static let methodNotAllowed = problem(
    405, "MethodNotAllowed", "The path does not allow this method.",
    headers: [("Allow", .allow)])

  package static let notAcceptable = problem(
    406, "NotAcceptable", "No available format matches `Accept`: `not_acceptable`.",
    example: .notAcceptable("image/png", types: AnswerForm.allCases.map(\.rawValue)))

  package static let requestTimeout = problem(
    408, "RequestTimeout", "The file did not arrive in time.")

  package static let lengthRequired = problem(
    411, "LengthRequired", "The request does not state the length of the file.")

  package static let tooLarge = problem(
    413, "TooLarge", "The file exceeds the upload limit.")

  package static let unsupportedMediaType = problem(
    415, "UnsupportedMediaType", "The content type is not `application/octet-stream`.")

  package static let misdirected = problem(
    421, "Misdirected", "The `Host` is not a name of this server.")

  package static let tooMany = problem(
    429, "TooMany", "Too many requests at once.",
    headers: [("Retry-After", .retryAfter)])

  package static let internalError = problem(
    500, "InternalError", "An error on our side: `internal_error`.")

  package static let timedOut = problem(
    504, "TimedOut", "The answer was not ready in time: `query_timed_out`.")
}
