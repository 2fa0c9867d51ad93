import Datasets
import HTTPAPI

/// The query of a gains request.
struct GainsRequest {
  let metric: Metric
  let kingdom: Kingdom
  let from: SnapshotSelector
  let to: SnapshotSelector
  /// Whether the request names both dates, so that its answer seldom changes.
  let isDated: Bool
  /// From 1 to 1,000.
  let limit: Int
  let cursor: Cursor?
  let weights: DKPWeights?

  /// - Throws: a `bad_parameter` problem.
  init(_ request: RouteRequest) throws {
    metric = try request.metric
    kingdom = try request.kingdom
    let query = request.query
    limit = try query.number("limit", in: 1...1000, default: 100)
    cursor = try Cursor(query, snapshotCount: 2)
    let from = try query.snapshot("from", words: ["previous": .previous]) ?? .previous
    let to = try query.snapshot("to", words: ["latest": .latest]) ?? .latest
    isDated = from.isDated && to.isDated
    self.from = try cursor.map { .date(try $0.date(ofPin: 0)) } ?? from
    self.to = try cursor.map { .date(try $0.date(ofPin: 1)) } ?? to
    weights = try query.value(
      "weights", expected: "t4:10,t5:30,deaths:80, each a whole number from 0 to 1000000"
    ) { DKPWeights($0) }
    if metric != .dkp, let text = query["weights"] {
      throw ProblemDetails.badParameter(
        "weights", found: text, expected: "it only with the metric dkp")
    }
  }
}
