import Bytes
import NIOHTTP1
import SnapshotAPI

/// What is to be done with a request, as its head tells.
enum RequestDisposition {
  case respond(APIResponse)
  /// The API answers.
  case ask(APIRequest)
  /// Events are sent as they come.
  case stream(APIRequest)
  /// The body is an upload.
  case upload(UploadRequest)
}

extension ServerParts {
  func reception(of head: HTTPRequestHead) -> RequestDisposition {
    guard let target = RequestTarget(head.uri), head.method != .CONNECT else {
      return .respond(api.refuse(.badTarget))
    }
    let request = APIRequest(head, target)
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
    of request: APIRequest, _ target: RequestTarget
  ) throws(ProblemDetails) -> RequestDisposition {
    switch target.parts.map({ PercentDecoding.decode($0) }) {
    case ["v1", "events"]: return try eventsReception(request)
    case ["v1", "uploads"]: return try uploadReception(request)
    default: return .ask(request)
    }
  }

  private func eventsReception(_ request: APIRequest) throws(ProblemDetails) -> RequestDisposition {
    guard events != nil else { throw .notOffered("Events are") }
    switch request.method {
    case "GET":
      _ = try QueryParameters(request.query, knowing: [])
      return .stream(request)
    case "OPTIONS": return .ask(request)
    default:
      throw .methodNotAllowed(request.method, expected: "GET", allowed: "GET, OPTIONS")
    }
  }

  private func uploadReception(_ request: APIRequest) throws(ProblemDetails) -> RequestDisposition {
    guard let uploads else { throw .notOffered("Uploads over HTTP are") }
    switch request.method {
    case "POST": return .upload(try uploads.accept(request))
    case "OPTIONS": return .respond(Self.ownPreflight)
    default:
      throw .methodNotAllowed(request.method, expected: "POST", allowed: "POST, OPTIONS")
    }
  }

  /// Tells a browser nothing by which a page elsewhere would be let through.
  private static let ownPreflight = APIResponse(
    status: 204, headers: [("Allow", "POST, OPTIONS"), ("X-Content-Type-Options", "nosniff")],
    body: [])
}

extension APIRequest {
  init(_ head: HTTPRequestHead, _ target: RequestTarget) {
    var headers: [String: String] = [:]
    for (name, value) in head.headers {
      let name = name.lowercased()
      if let earlier = headers[name] {
        headers[name] = "\(earlier), \(value)"
      } else {
        headers[name] = value
      }
    }
    if let authority = target.authority { headers["host"] = authority }
    self.init(
      method: head.method.rawValue, path: target.path, query: target.query, headers: headers)
  }
}
