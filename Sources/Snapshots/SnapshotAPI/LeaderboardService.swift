package import HTTP
package import HTTPAPI
package import SnapshotQueries

/// The API of the snapshots with the routes of a server.
package struct LeaderboardService: Sendable {
  private let service: HTTPService

  package init(
    catalog: SnapshotCatalog, engine: any QueryEngine,
    files: @escaping @Sendable () -> [String: StaticFile] = { [:] },
    allowing cors: CORSPolicy = .anyOrigin, features: Set<ServerFeature> = [],
    plainAnswers: PlainAnswerLimits? = nil,
    reportingTo report: @escaping @Sendable (any Error) -> Void = { _ in }
  ) {
    let stream = BodyStream { _, _ throws(ProblemDetails) in
      throw .notFound("Events are not offered by this server.")
    }
    service = HTTPService(
      SnapshotService(catalog: catalog, engine: engine),
      and: [.uploads(nil), .events(features.contains(.events) ? stream : nil), .health(features)],
      files: files, allowing: cors, plainAnswers: plainAnswers, reportingTo: report)
  }

  package func respond(
    to request: HTTPRequest, within limit: Duration? = nil
  ) async -> HTTPResponse {
    await service.respond(to: request, within: limit)
  }

  package func commonHeaders(for request: HTTPRequest) -> HTTPFields {
    service.commonHeaders(for: request)
  }
}
