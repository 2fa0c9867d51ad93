import Datasets
import Time

/// What a path of the API asks for.
enum Route: Equatable {
  case health
  case kingdoms
  case snapshots(Kingdom)
  case leaderboard(Kingdom, Metric, RequestedFormat)
  case gains(Kingdom, Metric, RequestedFormat)
  case players(Kingdom)
  case player(Kingdom, id: Int64)
  case history(Kingdom, id: Int64)
  case uploads(Kingdom)
  case report(Kingdom, CalendarDate, RunTimestamp)

  /// - Parameter parts: those of the path below `/v1`.
  /// - Throws: a 404 problem that says which part of the path is unknown.
  init(_ parts: ArraySlice<String>) throws(ProblemDetails) {
    var rest = parts
    switch (rest.popFirst(), rest.count) {
    case ("health", 0): self = .health
    case ("kingdoms", 0): self = .kingdoms
    case ("kingdoms", 1...):
      self = try Self.ofKingdom(try Self.kingdom(rest.removeFirst()), Array(rest))
    default: throw Self.nothing
    }
  }

  private static func ofKingdom(_ kingdom: Kingdom, _ parts: [String]) throws(ProblemDetails)
    -> Route
  {
    switch (parts.first, parts.count) {
    case ("snapshots", 1): return .snapshots(kingdom)
    case ("leaderboards", 2):
      let (metric, format) = try metric(parts[1])
      return .leaderboard(kingdom, metric, format)
    case ("gains", 2):
      let (metric, format) = try metric(parts[1])
      return .gains(kingdom, metric, format)
    case ("players", 1): return .players(kingdom)
    case ("players", 2): return .player(kingdom, id: try player(parts[1]))
    case ("players", 3) where parts[2] == "history":
      return .history(kingdom, id: try player(parts[1]))
    case ("uploads", 1): return .uploads(kingdom)
    case ("uploads", 3): return try report(kingdom, date: parts[1], run: parts[2])
    default: throw nothing
    }
  }

  private static let nothing = ProblemDetails.notFound("There is nothing at this path.")

  private static func kingdom(_ text: String) throws(ProblemDetails) -> Kingdom {
    guard let kingdom = Kingdom(text) else {
      throw .notFound("\"\(text.prefix(50))\" is no kingdom: expected a number such as 51.")
    }
    return kingdom
  }

  /// `dkp`, or `dkp.csv` for the same as a table.
  private static func metric(_ text: String) throws(ProblemDetails) -> (Metric, RequestedFormat) {
    let suffix = ".csv"
    let isTable = text.hasSuffix(suffix)
    guard let metric = Metric(rawValue: isTable ? String(text.dropLast(suffix.count)) : text)
    else {
      let metrics = Metric.allCases.map(\.rawValue).joined(separator: ", ")
      throw .notFound("\"\(text.prefix(50))\" is no metric: expected one of \(metrics).")
    }
    return (metric, isTable ? .csv : .negotiated)
  }

  private static func player(_ text: String) throws(ProblemDetails) -> Int64 {
    guard let id = Int64(text), id >= 0, String(id) == text else {
      throw .notFound("\"\(text.prefix(50))\" is no player: expected the number of an id.")
    }
    return id
  }

  private static func report(
    _ kingdom: Kingdom, date: String, run: String
  ) throws(ProblemDetails) -> Route {
    guard let date = CalendarDate(date), let run = RunTimestamp(run) else {
      throw .notFound("There is no such report: expected a date and a run of the list of uploads.")
    }
    return .report(kingdom, date, run)
  }
}

/// What form of an answer a path asks for.
enum RequestedFormat: Equatable {
  /// What the request's `Accept` prefers.
  case negotiated
  case csv
}

extension Route {
  /// The query parameters that the route knows.
  var parameters: [String] {
    switch self {
    case .leaderboard: ["date", "limit", "cursor", "search", "around", "compare"]
    case .gains: ["from", "to", "limit", "cursor", "weights"]
    case .players: ["search", "date", "limit"]
    case .player: ["date"]
    case .history: ["limit"]
    case .uploads: ["limit", "cursor"]
    case .health, .kingdoms, .snapshots, .report: []
    }
  }

  /// In which forms it answers, the usual one first.
  var forms: [AnswerForm] {
    switch self {
    case .leaderboard, .gains: [.json, .csv]
    default: [.json]
    }
  }

  var format: RequestedFormat {
    switch self {
    case .leaderboard(_, _, let format), .gains(_, _, let format): format
    default: .negotiated
    }
  }
}
