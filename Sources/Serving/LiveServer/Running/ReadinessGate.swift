import HTTP
import HTTPAPI
import HTTPServer
import JSON
import Synchronization

/// Answers for a service that is not there yet: it lives, and everything else comes later.
final class ReadinessGate: Sendable {
  private static let livePaths: Set = ["/health", "/v1/health-check"]

  private let opened = AtomicLazyReference<HTTPService>()

  init() {}

  /// Lets requests through to the service, from now on.
  func open(_ service: HTTPService) { _ = opened.storeIfNil(service) }

  var handlers: HTTPHandlers {
    HTTPHandlers(
      disposition: { request in
        self.opened.load()?.disposition(of: request) ?? .respond(Self.early(request))
      },
      respond: { await self.answer($0) },
      reject: { problem, request in
        self.opened.load()?.refuse(problem, of: request) ?? problem.response
      },
      complete: { response, request in
        self.opened.load()?.complete(response, for: request) ?? response
      })
  }

  func answer(_ request: HTTPRequest) async -> HTTPResponse {
    guard let service = opened.load() else { return Self.early(request) }
    return await service.respond(to: request)
  }

  private static func early(_ request: HTTPRequest) -> HTTPResponse {
    guard livePaths.contains(request.path), request.method == .get || request.method == .head else {
      return ProblemDetails.restoring.response
    }
    return .json(cache: CacheControl.never) { json in
      json.object {
        $0.member("success", true)
        $0.key("data")
        $0.object { $0.member("status", "healthy") }
      }
    }
  }
}

extension ProblemDetails {
  /// The ranks are being made from the log.
  fileprivate static let restoring = ProblemDetails(
    status: 503, code: "not_ready", title: "Not ready",
    detail: "The leaderboards are being restored from the log.", headers: ["Retry-After": "1"],
    members: ["success": Array("false".utf8)])
}
