package import HTTP
import Hashing
import JSON

/// A request through an HTTP API of API Gateway, or a function URL (payload format 2.0).
package struct HTTPAPIEvent: Hashable, Sendable {
  package let method: HTTPMethod
  /// The path as sent, starting with `/`, without the stage's name.
  package let path: String
  /// What stood after the `?`, percent-encoded; empty where there was none.
  package let query: String
  /// In the order of their names, each once: of several with one name the values come joined.
  package let headers: HTTPFields
  /// `name=value` each.
  package let cookies: [String]
  package let body: [UInt8]
  /// The client's address, as API Gateway saw it; empty if unknown.
  package let sourceIP: String
  /// The request's id in API Gateway's logs; empty if unknown.
  package let requestID: String
}

/// Why a payload is not a request of an HTTP API.
package struct HTTPAPIEventError: Error, Hashable, Sendable {
  /// The field: `requestContext.http.method`.
  package let field: String
  package let expected: String
}

extension HTTPAPIEvent {
  /// Parses an event; unknown fields are ignored.
  /// - Throws: `HTTPAPIEventError`, also for the payload format 1.0.
  package init(parsing payload: [UInt8]) throws(HTTPAPIEventError) {
    guard let event = try? JSONValue(parsing: payload) else {
      throw HTTPAPIEventError(field: "", expected: "JSON")
    }
    guard event["version"]?.string == "2.0" else {
      throw HTTPAPIEventError(field: "version", expected: "payload format \"2.0\"")
    }
    let context = event["requestContext"]
    guard let method = context?["http"]?["method"]?.string, !method.isEmpty else {
      throw HTTPAPIEventError(field: "requestContext.http.method", expected: "a method")
    }
    guard let path = event["rawPath"]?.string, path.utf8.first == Self.slash else {
      throw HTTPAPIEventError(field: "rawPath", expected: "a path beginning with /")
    }
    self.method = HTTPMethod(rawValue: method)
    self.path = Self.path(path, withoutStage: context?["stage"]?.string)
    query = event["rawQueryString"]?.string ?? ""
    headers = Self.headers(event["headers"])
    cookies = event["cookies"]?.elements?.compactMap(\.string) ?? []
    body = try Self.body(event)
    sourceIP = context?["http"]?["sourceIp"]?.string ?? ""
    requestID = context?["requestId"]?.string ?? ""
  }

  /// The path of a named stage starts with the stage's name, which no route has.
  private static func path(_ path: String, withoutStage stage: String?) -> String {
    guard let stage, stage != "$default", !stage.isEmpty else { return path }
    let prefix = "/\(stage)".utf8
    guard path.utf8.starts(with: prefix) else { return path }
    let rest = Substring(path.utf8.dropFirst(prefix.count))
    if rest.isEmpty { return "/" }
    return rest.utf8.first == slash ? String(rest) : path
  }

  /// Searched in the bytes: with a combining mark after it, it is not a character of its own.
  private static let slash = UInt8(ascii: "/")

  private static func headers(_ value: JSONValue?) -> HTTPFields {
    guard case .object(let members)? = value else { return [:] }
    var headers = HTTPFields()
    for (name, value) in members {
      if let text = value.string { headers[name] = text }
    }
    return headers
  }

  private static func body(_ event: JSONValue) throws(HTTPAPIEventError) -> [UInt8] {
    guard let text = event["body"]?.string else { return [] }
    guard event["isBase64Encoded"]?.bool == true else { return Array(text.utf8) }
    guard let bytes = Base64.bytes(text) else {
      throw HTTPAPIEventError(field: "body", expected: "base 64")
    }
    return bytes
  }
}
