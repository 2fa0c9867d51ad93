import Bytes
import Querying
import Rankings

/// What a path of the API stands for.
enum Route: Equatable {
  case file(String)
  case health
  case kingdoms
  case snapshots(Kingdom)
  case leaderboard(Kingdom, Metric)

  /// - Throws: a 404 problem that says which part of the path is unknown.
  init(path: String) throws(Problem) {
    var parts: [String] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: true) {
      guard let decoded = PercentDecoding.decode(part) else {
        throw .notFound("The path is not percent-encoded UTF-8.")
      }
      parts.append(decoded)
    }
    switch parts.first {
    case "v1": self = try Self.versionOne(parts.dropFirst())
    default: self = .file(parts.joined(separator: "/"))
    }
  }

  private static func versionOne(_ parts: ArraySlice<String>) throws(Problem) -> Route {
    var rest = parts
    switch (rest.popFirst(), rest.count) {
    case ("health", 0): return .health
    case ("kingdoms", 0): return .kingdoms
    case ("kingdoms", _): return try ofKingdom(try kingdom(rest.removeFirst()), rest)
    default: throw .notFound("There is nothing at this path.")
    }
  }

  private static func ofKingdom(
    _ kingdom: Kingdom, _ parts: ArraySlice<String>
  ) throws(Problem) -> Route {
    var rest = parts
    switch (rest.popFirst(), rest.popFirst(), rest.isEmpty) {
    case ("snapshots", nil, true): return .snapshots(kingdom)
    case ("leaderboards", let metric?, true): return .leaderboard(kingdom, try Self.metric(metric))
    default: throw .notFound("There is nothing at this path.")
    }
  }

  private static func kingdom(_ text: String) throws(Problem) -> Kingdom {
    guard let kingdom = Kingdom(text) else {
      throw .notFound("\"\(text.prefix(50))\" is no kingdom: expected a number such as 51.")
    }
    return kingdom
  }

  private static func metric(_ text: String) throws(Problem) -> Metric {
    guard let metric = Metric(rawValue: text) else {
      let metrics = Metric.allCases.map(\.rawValue).joined(separator: ", ")
      throw .notFound("\"\(text.prefix(50))\" is no metric: expected one of \(metrics).")
    }
    return metric
  }
}
