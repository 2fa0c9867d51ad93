/// What a server can do beside answering questions; `/v1/health` tells the page.
package enum ServerFeature: String, CaseIterable, Comparable, Sendable {
  /// `GET /v1/events` is a stream of server-sent events.
  case events
  /// `POST /v1/uploads` takes files.
  case uploads

  package static func < (left: ServerFeature, right: ServerFeature) -> Bool {
    left.rawValue < right.rawValue
  }
}
