import Failures
import HTTP
import HTTPAPI
import JSON
import LiveBoards
import LiveScores
import ScoreLog

extension LiveService {
  var contributionRoutes: [Route] {
    let type = "application/json"
    return [
      Route(
        .post, "/v1/contributions",
        describedAs: .change(
          "contribute", tag: "contributions", "Count an event on several leaderboards",
          """
          Adds the score on the leaderboards `global:…` and, with a `project_id`, \
          `project:{project_id}:…`, in each timeframe. An event counts once, by its `event_id`.
          """,
          body: ["schema": .contribution, "examples": ["event": ["value": .contributionExample]]],
          answers: [
            .done("The event counts.", .success(.contributionResult)),
            .done(
              "The event counts, but not on all leaderboards.",
              .failure(.contributionResult), status: 207),
          ],
          and: [.exists]),
        action: contributing(BodyLimits(maxBytes: Self.maxBodyBytes, type: type)) { body in
          let contribution = try ContributionRequest.contribution(body: body)
          let results = try await contribute([.success(contribution)])
          if case .rejected(let problem)? = results.first { throw problem }
          return .done(results: results) { results.first?.write(to: &$0) }
        }),
      Route(
        .post, "/v1/contributions/batch",
        describedAs: .change(
          "contributeMany", tag: "contributions", "Count many events",
          "Each for itself: one that is rejected does not keep the others from counting.",
          body: [
            "schema": .object([
              "contributions": [
                "type": "array", "minItems": 1,
                "maxItems": .number(ContributionRequest.maxContributions), "items": .contribution,
              ]
            ]).closed,
            "examples": ["events": ["value": ["contributions": [.contributionExample]]]],
          ],
          answers: [
            .done("The events count.", .success(.array(of: .contributionResult))),
            .done(
              "Some events are rejected.", .failure(.array(of: .contributionOrRejection)),
              status: 207),
          ],
          and: [.exists]),
        action: contributing(BodyLimits(maxBytes: Self.maxBatchBytes, type: type)) { body in
          let results = try await contribute(
            try ContributionRequest.contributions(body: body))
          return .done(results: results) {
            $0.array { for result in results { result.write(to: &$0) } }
          }
        }),
      Route(
        .get, "/v1/leaderboard/public",
        parameters: [
          .query(
            "scope",
            ParameterDescription(
              "Whose contributions.",
              schema: ["type": "string", "enum": ["global", "project"], "default": "global"])),
          .query(
            "project_id", ParameterDescription("With the scope `project`.", schema: .projectID)),
          .query(
            "timeframe",
            ParameterDescription(
              schema: [
                "type": "string", "default": .text(Timeframe.allTime.rawValue),
                "enum": .list(Timeframe.allCases.map { .text($0.rawValue) }),
              ])), .period, .limit(limits), .cursor,
        ],
        describedAs: .read(
          "getPublicLeaderboard", tag: "contributions", "Who contributed most", nil,
          .success(.array(of: .entry), meta: .meta(["next_cursor": .nextCursor]))),
        action: reading { try await top($0, of: board(ofContributions: $0)) }),
    ]
  }

  private func contributing(
    _ limits: BodyLimits, _ work: @escaping @Sendable ([UInt8]) async throws -> HTTPResponse
  ) -> RouteAction {
    .collect(limits) { request throws(ProblemDetails) in
      try access.caller(of: request.request).require(.submit)
      return .awaited(work)
    }
  }

  private func board(ofContributions request: RouteRequest) throws -> BoardID {
    let query = request.query
    let expected = Timeframe.allCases.map(\.rawValue).joined(separator: ", ")
    let timeframe = try query.value("timeframe", expected: "one of \(expected)") {
      Timeframe(rawValue: $0)
    }
    let project = try query.value("project_id", expected: "the id of a project") {
      try? ProjectID($0)
    }
    let scope = try query.value("scope", expected: "global or project") {
      text -> ContributionScope? in
      switch text {
      case "global": project == nil ? .global : nil
      case "project": project.map { .project($0) }
      default: nil
      }
    }
    let standard = project.map { ContributionScope.project($0) } ?? .global
    return try ContributionBoard(scope: scope ?? standard, timeframe: timeframe ?? .allTime)
      .definition().id
  }
}

// What contributions did.
extension LiveService {
  private func contribute(
    _ requests: [Result<Contribution, RequestError>]
  ) async throws -> [ContributionResult] {
    var answers = try await boards.contribute(requests.compactMap { try? $0.get() })[...]
    return requests.map { request in
      switch request {
      case .failure(let error): .rejected(error.problem)
      case .success(let contribution):
        ContributionResult(contribution, answers.popFirst() ?? [])
      }
    }
  }
}

/// What a contribution did on its boards.
private enum ContributionResult {
  case counted(Contribution, [SubmissionResult])
  /// It counts nowhere.
  case rejected(ProblemDetails)

  init(_ contribution: Contribution, _ answers: [SubmissionAnswer]) {
    let results = zip(contribution.boards, answers).compactMap { board, answer in
      (try? board.definition().id).map { id in
        SubmissionResult(contribution.submission(to: id), answer, .whole, place: "")
      }
    }
    switch results.first {
    case .counted: self = .counted(contribution, results)
    case .rejected(let problem): self = .rejected(problem)
    case nil: self = .rejected(.internalError)
    }
  }

  /// Whether it counts on all boards.
  var isWhole: Bool {
    guard case .counted(_, let results) = self else { return false }
    return results.allSatisfy { if case .counted = $0 { true } else { false } }
  }

  func write(to json: inout JSONWriter) {
    switch self {
    case .counted(let contribution, let results):
      json.object {
        $0.member("event_id", contribution.key.text)
        $0.member("user_id", contribution.player.text)
        $0.member("project_id", contribution.project?.text)
        $0.array("leaderboards") { for result in results { result.write(to: &$0) } }
      }
    case .rejected(let problem): SubmissionResult.rejected(problem).write(to: &json)
    }
  }
}

extension HTTPResponse {
  fileprivate static func done(
    results: [ContributionResult], _ data: (inout JSONWriter) -> Void
  ) -> HTTPResponse {
    let isWhole = results.allSatisfy(\.isWhole)
    return .done(status: isWhole ? 200 : 207, isSuccess: isWhole, data)
  }
}

extension OpenAPINode {
  fileprivate static let projectID: OpenAPINode = [
    "type": "string", "pattern": .text("^[A-Za-z0-9._:-]{1,\(ProjectID.maxLength)}$"),
  ]

  fileprivate static let contribution = schema(
    "Contribution",
    .object(
      [
        "event_id": .submissionKey, "user_id": .playerID, "project_id": .nullable(.projectID),
        "score": [
          "type": "integer", "minimum": .number(-Int(ScoreScale.maxUnits)),
          "maximum": .number(Int(ScoreScale.maxUnits)),
        ], "metadata": .metadata,
      ], optional: ["project_id", "metadata"]
    ).closed)

  fileprivate static let contributionExample: OpenAPINode = [
    "event_id": "push-1001", "user_id": "u17", "project_id": "standings", "score": 3,
  ]

  fileprivate static let contributionResult = schema(
    "ContributionResult",
    .object([
      "event_id": .submissionKey, "user_id": .playerID,
      "project_id": .nullable(.projectID),
      "leaderboards": .array(of: ["anyOf": [.submissionResult, .rejection]]),
    ]))

  fileprivate static let contributionOrRejection: OpenAPINode = [
    "anyOf": [.contributionResult, .rejection]
  ]
}
