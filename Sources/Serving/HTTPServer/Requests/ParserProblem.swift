import HTTP
import HTTPAPI
import NIOHTTP1

extension ProblemDetails {
  /// The problem of bytes that are not a request.
  /// - Parameters:
  ///   - beginning: the first received bytes.
  ///   - firstLine: the length of the first line; `nil` if it is incomplete.
  init(_ error: HTTPParserError, beginning: String, firstLine: Int?, limits: ServerLimits) {
    switch error {
    case .headerOverflow where firstLine.map({ $0 > limits.headBytes }) ?? true:
      self.init(
        status: 414, code: "uri_too_long", title: "URI too long",
        detail: "The request line is longer than \(limits.headBytes) bytes.")
    case .headerOverflow:
      self.init(
        status: 431, code: "headers_too_large", title: "Request header fields too large",
        detail: """
          The headers are more than \(limits.headerCount), or longer than \
          \(limits.headBytes) bytes.
          """)
    case .invalidMethod where Self.beginsWithMethod(beginning):
      self.init(
        status: 501, code: "method_unknown", title: "Not implemented",
        detail: "Found an unknown method, expected GET or HEAD.",
        headers: ["Allow": "GET, HEAD, OPTIONS"])
    case .invalidVersion where beginning.contains("HTTP/"):
      self.init(
        status: 505, code: "version_unknown", title: "HTTP version not supported",
        detail: "Expected HTTP/1.1 or HTTP/1.0.")
    default:
      self.init(
        status: 400, code: "malformed_request", title: "Bad request",
        detail: "The request is not valid HTTP/1.1.")
    }
  }

  /// Whether a text starts like a request's first line, whatever its method.
  private static func beginsWithMethod(_ text: String) -> Bool {
    let method = text.utf8.prefix { (0x41...0x5A).contains($0) || $0 == UInt8(ascii: "-") }
    return (1...32).contains(method.count)
      && text.utf8[method.endIndex...].starts(with: " /".utf8)
  }
}
