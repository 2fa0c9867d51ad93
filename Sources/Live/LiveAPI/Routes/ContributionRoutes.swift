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
          answers: [.done("The event counts.", .success(.contributionResult))],
          and: [.exists]),
        action: contributing(BodyLimits(maxBytes: Self.maxBodyBytes, type: type)) { body in
          let contribution = try ContributionRequest.contribution(body: body)
          let answers = try await boards.contribute([contribution])
          let result = try ContributionResult(contribution, answers.first ?? [])
          return .done { result.write(to: &$0) }
        }),
      Route(
        .post, "/v1/contributions/batch",
        describedAs: .change(
          "contributeMany", tag: "contributions", "Count many events",
          "None counts if one of them is wrong.",
          body: [
            "schema": .object([
              "contributions": [
                "type": "array", "minItems": 1,
                "maxItems": .number(ContributionRequest.maxContributions), "items": .contribution,
              ]
            ]).closed,
            "examples": ["events": ["value": ["contributions": [.contributionExample]]]],
          ],
          answers: [.done("The events count.", .success(.array(of: .contributionResult)))],
          and: [.exists]),
        action: contributing(BodyLimits(maxBytes: Self.maxBatchBytes, type: type)) { body in
          let contributions = try ContributionRequest.contributions(body: body)
          let answers = try await boards.contribute(contributions)
          let results = try zip(contributions, answers).map { try ContributionResult($0, $1) }
          return .done { $0.array { for result in results { result.write(to: &$0) } } }
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
      return work
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

/// What a contribution did on its boards.
private struct ContributionResult {
  let contribution: Contribution
  let results: [SubmissionResult]

  /// - Throws: the problem of a board that rejects it.
  init(_ contribution: Contribution, _ answers: [SubmissionAnswer]) throws(ProblemDetails) {
    self.contribution = contribution
    results = zip(contribution.boards, answers).compactMap { board, answer in
      (try? board.definition().id).map { id in
        SubmissionResult(contribution.submission(to: id), answer, .whole, place: "")
      }
    }
    for case .rejected(let problem) in results { throw problem }
  }

  func write(to json: inout JSONWriter) {
    json.object {
      $0.member("event_id", contribution.key.text)
      $0.member("user_id", contribution.player.text)
      $0.member("project_id", contribution.project?.text)
      $0.array("leaderboards") { for result in results { result.write(to: &$0) } }
    }
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
      "project_id": .nullable(.projectID), "leaderboards": .array(of: .submissionResult),
    ]))
}
