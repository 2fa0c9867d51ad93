import Datasets
import HTTPAPI
import Time

/// The parameters in the paths of the routes.
enum SnapshotPath {
  static let kingdom = PathParameter(
    "kingdom",
    ParameterDescription(
      sharedAs: "Kingdom", "The kingdom's number.", schema: .kingdomNumber, example: 51)
  ) {
    Kingdom($0)
  } refusing: {
    .notFound("\"\($0.prefix(50))\" is not a kingdom: expected a number such as 51.")
  }

  static let metric = PathParameter(
    "metric", ParameterDescription(sharedAs: "Metric", schema: .metric, example: "dkp")
  ) {
    Metric(rawValue: $0)
  } refusing: {
    let metrics = Metric.allCases.map(\.rawValue).joined(separator: ", ")
    return .notFound("\"\($0.prefix(50))\" is not a metric: expected one of \(metrics).")
  }

  static let player = PathParameter(
    "id",
    ParameterDescription(
      sharedAs: "PlayerID", "The player's number in the game.", schema: .playerID,
      example: 112_132_255)
  ) {
    PlayerNumber($0)?.id
  } refusing: {
    .notFound("\"\($0.prefix(50))\" is not a player: expected a numeric id.")
  }

  static let date = PathParameter(
    "date", ParameterDescription(schema: .snapshotDate, example: "2026-01-26")
  ) {
    CalendarDate($0)
  } refusing: { _ in
    noReport
  }

  static let run = PathParameter(
    "run_ts",
    ParameterDescription(
      "As in the list of uploads.", schema: .string(pattern: #"^\d{8}T\d{6}Z$"#),
      example: "20260126T153012Z")
  ) {
    RunTimestamp($0)
  } refusing: { _ in
    noReport
  }

  private static let noReport = ProblemDetails.notFound(
    "There is no such report: expected a date and a run_ts from the list of uploads.")
}

/// A player's id written with digits only.
struct PlayerNumber {
  let id: Int64

  init?(_ text: String) {
    guard let id = Int64(text), id >= 0, String(id) == text else { return nil }
    self.id = id
  }
}

extension RouteRequest {
  var kingdom: Kingdom {
    get throws(ProblemDetails) { try path(SnapshotPath.kingdom) }
  }

  var metric: Metric {
    get throws(ProblemDetails) { try path(SnapshotPath.metric) }
  }

  var player: Int64 {
    get throws(ProblemDetails) { try path(SnapshotPath.player) }
  }
}

// MARK: What several routes take

extension RouteParameter {
  static let kingdom = path(SnapshotPath.kingdom)
  static let metric = path(SnapshotPath.metric)
  static let player = path(SnapshotPath.player)

  static let date = query(
    "date",
    ParameterDescription(
      sharedAs: "Date", "The snapshot's date.", schema: .date(or: "latest", isDefault: true),
      example: "2026-01-26"))

  static let limit = query(
    "limit",
    ParameterDescription(
      sharedAs: "Limit",
      """
      The maximum number of entries. The function in AWS allows at most 100 if Accept-Encoding \
      excludes gzip (400), and compresses long answers for all other clients.
      """, schema: .limit(to: 1000, default: 100)))

  /// For lists that are usually short.
  static let shortLimit = query(
    "limit", ParameterDescription(schema: .limit(to: 100, default: 20)))

  static let cursor = query(
    "cursor",
    ParameterDescription(
      sharedAs: "Cursor",
      """
      A cursor of an earlier answer, with otherwise unchanged parameters. A cursor is pinned to \
      the snapshots of that answer: when one of them is uploaded again, the cursor is gone (410).
      """, schema: .string()))
}

extension OpenAPINode {
  /// A date, or a word for one.
  static func date(or word: String, isDefault: Bool = false) -> OpenAPINode {
    let choices: OpenAPINode = [["const": .text(word)], .snapshotDate]
    return isDefault ? ["default": .text(word), "anyOf": choices] : ["anyOf": choices]
  }

  static func limit(to maximum: Int, default standard: Int) -> OpenAPINode {
    [
      "type": "integer", "minimum": 1, "maximum": .number(maximum),
      "default": .number(standard),
    ]
  }
}
