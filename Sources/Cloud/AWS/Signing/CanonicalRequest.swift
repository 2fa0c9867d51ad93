package import Bytes
import HTTP
import HTTPClient
import Hashing

/// A request in the canonical form that both sides hash (Signature Version 4, step 1).
struct CanonicalRequest {
  let text: String
  /// The names of the signed headers, joined with `;`.
  let signedHeaders: String

  /// Hop-by-hop headers, and those that proxies and tracers change.
  private static let unsigned: Set = [
    "authorization", "baggage", "connection", "expect", "keep-alive", "proxy-authenticate",
    "proxy-authorization", "te", "traceparent", "tracestate", "trailer", "transfer-encoding",
    "upgrade", "user-agent", "x-amzn-trace-id",
  ]

  /// - Parameter payload: the body's SHA-256 in hex digits, or `UNSIGNED-PAYLOAD`.
  init(
    _ method: HTTPMethod, _ url: RequestURL, headers: HTTPFields, payload: String,
    rule: SigningRule
  ) {
    let headers = Self.canonicalHeaders(headers, url)
    signedHeaders = Self.join(headers.map(\.name))
    let lines = headers.map { "\($0.name):\($0.value)\n" }.joined()
    text = """
      \(method.rawValue)
      \(rule.canonicalPath(url.path))
      \(Self.canonicalQuery(url.query))
      \(lines)
      \(signedHeaders)
      \(payload)
      """
  }

  static func signedHeaders(_ headers: HTTPFields, _ url: RequestURL) -> String {
    join(canonicalHeaders(headers, url).map(\.name))
  }

  private static func join(_ names: [String]) -> String { names.joined(separator: ";") }

  private static func canonicalHeaders(
    _ headers: HTTPFields, _ url: RequestURL
  ) -> [(name: String, value: String)] {
    var values: [String: [String]] = [:]
    for field in headers {
      let name = field.name.lowercased()
      if !unsigned.contains(name) { values[name, default: []].append(folded(field.value)) }
    }
    if values["host"] == nil { values["host"] = [url.authority] }
    return values.map { ($0, $1.joined(separator: ",")) }.sorted { precedes($0.name, $1.name) }
  }

  /// A value without blanks around it and with single spaces inside.
  private static func folded(_ value: String) -> String {
    value.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      .map { String(Substring($0)) }.joined(separator: " ")
  }

  private static func canonicalQuery(_ query: String) -> String {
    query.utf8.split(separator: UInt8(ascii: "&")).map { parameter in
      let parts = parameter.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      return (name: Substring(parts[0]), value: parts.count > 1 ? Substring(parts[1]) : "")
    }.sorted { left, right in
      left.name == right.name
        ? precedes(left.value, right.value) : precedes(left.name, right.name)
    }.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
  }

  /// Sorted by bytes; `String` sorts some texts differently.
  private static func precedes(_ left: some StringProtocol, _ right: some StringProtocol) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}

/// The SHA-256 of a body, computed once for both forms that S3 requires.
package struct PayloadHash: Hashable, Sendable {
  /// 32 bytes.
  package let digest: [UInt8]

  package init(of body: [SharedBytes]) {
    let hash = SHA256()
    hash.begin()
    for piece in body { piece.withUnsafeBytes { hash.update($0) } }
    digest = hash.finish()
  }

  /// As in `x-amz-content-sha256`.
  package var hexadecimal: String { Hexadecimal.text(digest) }
  /// As in `x-amz-checksum-sha256`.
  package var base64: String { Base64.text(digest) }

  /// The value if the body is not part of the signature.
  static let unsigned = "UNSIGNED-PAYLOAD"
}
