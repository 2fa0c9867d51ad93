import Failures
import JSON
package import LiveScores

/// A contribution as a client sends it: `event_id`, `user_id` and `score`, and optionally
/// `project_id` and `metadata`.
package enum ContributionRequest {
  package static let maxContributions = 1_000

  /// - Throws: `RequestError`.
  package static func contribution(body: [UInt8]) throws(RequestError) -> Contribution {
    try read(BodyObject(body: body))
  }

  /// Reads `{"contributions":[…]}`: each is a contribution, or why it is none.
  /// - Throws: `RequestError` if the body is no batch.
  package static func contributions(
    body: [UInt8]
  ) throws(RequestError) -> [Result<Contribution, RequestError>] {
    var object = try BodyObject(body: body)
    let elements = try object.elements("contributions")
    try object.end()
    guard (1...maxContributions).contains(elements.count) else {
      throw RequestError(
        .invalidValue, at: "contributions",
        "expected 1 to \(maxContributions) contributions, found \(elements.count)")
    }
    return elements.enumerated().map { index, element in
      Result { () throws(RequestError) in
        try read(BodyObject(element, at: "contributions[\(index)]"))
      }
    }
  }

  private static func read(_ body: BodyObject) throws(RequestError) -> Contribution {
    var object = body
    let key = try object.string("event_id")
    let player = try object.string("user_id")
    let project = try object.optionalString("project_id")
    let score = try object.number("score")
    // The project is a part of what the key stands for.
    let metadata = try object.metadata(adding: "project_id", project)
    try object.end()
    do throws(LiveError) {
      return Contribution(
        player: try PlayerID(player, named: "user_id"),
        project: try project.map { text throws(LiveError) in try ProjectID(text) },
        score: try ScoreScale.whole.units(score), metadata: metadata,
        key: try SubmissionKey(key, named: "event_id"))
    } catch {
      throw RequestError(error, in: object.place)
    }
  }
}
