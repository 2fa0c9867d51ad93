import Datasets
import HTTPAPI
import SnapshotQueries

extension SnapshotService {
  func gains(_ request: RouteRequest) async throws -> HTTPResponse {
    let query = try GainsRequest(request)
    let page = try await page(query)
    let cache = query.isDated ? CacheControl.minutes : CacheControl.shortly
    switch request.form {
    case .json:
      return HTTPResponse.json(cache: cache) { page.write(to: &$0) }.varyingByAccept()
    case .csv:
      let (from, to) = (page.query.from.snapshot, page.query.to.snapshot)
      let name =
        "kingdom-\(to.kingdom)-\(query.metric.rawValue)-gains-\(from.date)-\(to.date)"
      return HTTPResponse.csv(page.table, name: name, cache: cache).varyingByAccept()
    }
  }

  private func page(_ request: GainsRequest) async throws -> GainsPage {
    let to = try await header(of: request.kingdom, request.to)
    let from = try await earlier(request, than: to)
    let pins = from.pins + to.pins
    if let cursor = request.cursor, cursor.pins != pins {
      throw ProblemDetails.snapshotReplaced(
        "One of the snapshots of \(from.snapshot.date) and \(to.snapshot.date)")
    }
    let query = GainsQuery(request.metric, from: from, to: to, weights: request.weights)
    let span = PageSpan(request.cursor, limit: request.limit)
    let gains = try await engine.gains(query, from: span.offset, limit: span.wanted)
    return GainsPage(
      query: query, gains: gains,
      entries: Array(gains.entries.prefix(span.count)),
      listLimit: span.offset == 0 ? request.limit : 0,
      previousCursor: span.previous(pins),
      nextCursor: span.next(ofFound: gains.entries.count, pins))
  }

  private func earlier(
    _ request: GainsRequest, than to: SnapshotHeader
  ) async throws -> SnapshotHeader {
    let date = to.snapshot.date
    switch request.from {
    case .date(let from):
      let header = try await engine.header(
        of: SnapshotID(kingdom: request.kingdom, date: from))
      guard from < date else {
        throw ProblemDetails.badParameter(
          "from", found: "\(from)", expected: "a date before \(date)")
      }
      return header
    case .latest, .previous:
      guard let earlier = try await latest(of: request.kingdom, before: date) else {
        throw ProblemDetails.notFound(
          "Kingdom \(request.kingdom) has no snapshot before \(date) to compare with.",
          code: "no_earlier_snapshot")
      }
      return earlier
    }
  }
}
