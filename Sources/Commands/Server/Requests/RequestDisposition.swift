import Bytes
import HTTP
import HTTPAPI
import NIOHTTP1
import SnapshotAPI

/// What is to be done with a request, as its head tells.
enum RequestDisposition {
  case respond(HTTPResponse)
  /// The API answers.
  case ask(HTTPRequest)
  /// Events are sent as they come.
  case stream(HTTPRequest)
  /// The body is an upload.
  case upload(UploadRequest)
}

extension ServerParts {
  func reception(of head: HTTPRequestHead) -> RequestDisposition {
    guard let target = RequestTarget(head.uri), head.method != .CONNECT else {
      return .respond(api.refuse(.badTarget))
    }
    let request = HTTPRequest(head, target)
    do throws(ProblemDetails) {
      try check(head, target)
      let reception = try reception(of: request, target)
      // A path that does not take the method says so first.
      if head.announcesBody, head.method == .GET || head.method == .HEAD {
        throw .unexpectedBody
      }
      return reception
    } catch {
      return .respond(api.refuse(error, of: request))
    }
  }

  private func check(_ head: HTTPRequestHead, _ target: RequestTarget) throws(ProblemDetails) {
    guard head.uri.utf8.count <= limits.targetBytes else { throw .targetTooLong(limits) }
    let named = head.headers["Host"]
    guard named.count == 1 || named.isEmpty && head.isOldVersion else {
      throw .badHost(named.count)
    }
    if let host = target.authority ?? named.first, !hosts.contains(host) {
      throw .otherHost(host)
    }
  }

  private func reception(
    of request: HTTPRequest, _ target: RequestTarget
  ) throws(ProblemDetails) -> RequestDisposition {
    switch target.parts.map({ PercentDecoding.decode($0) }) {
    case ["v1", "events"]: return try eventsReception(request)
    case ["v1", "uploads"]: return try uploadReception(request)
    default: return .ask(request)
    }
  }

  private func eventsReception(_ request: HTTPRequest) throws(ProblemDetails) -> RequestDisposition
  {
    guard events != nil else { throw .notOffered("Events are") }
    switch request.method {
    case .get:
      _ = try QueryParameters(request.query, knowing: [])
      return .stream(request)
    case .options: return .ask(request)
    default:
      throw .methodNotAllowed(
        request.method.rawValue, expected: "GET", allowed: "GET, OPTIONS")
    }
  }

  private func uploadReception(_ request: HTTPRequest) throws(ProblemDetails) -> RequestDisposition
  {
    guard let uploads else { throw .notOffered("Uploads over HTTP are") }
    switch request.method {
    case .post: return .upload(try uploads.accept(request))
    case .options: return .respond(Self.ownPreflight)
    default:
      throw .methodNotAllowed(
        request.method.rawValue, expected: "POST", allowed: "POST, OPTIONS")
    }
  }

  /// Tells a browser nothing by which a page elsewhere would be let through.
  private static let ownPreflight = HTTPResponse(
    status: 204, headers: ["Allow": "POST, OPTIONS", "X-Content-Type-Options": "nosniff"])
}

extension HTTPRequest {
  init(_ head: HTTPRequestHead, _ target: RequestTarget) {
    var headers = HTTPFields()
    for (name, value) in head.headers { headers.combine(name, value) }
    if let authority = target.authority { headers["host"] = authority }
    self.init(
      method: HTTPMethod(rawValue: head.method.rawValue), path: target.path, query: target.query,
      headers: headers)
  }
}
