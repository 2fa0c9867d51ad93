import Compression
import JSON
import LambdaRuntime
import LeaderboardAPI

/// An answer in the form in which one client takes it: plain or gzip (RFC 9110, section 8).
///
/// The two forms of an answer have different bytes and so different strong entity tags: `"a"` and
/// `"a-gzip"`. A condition of the client's is compared with the tag of the form it would be sent.
struct Representation {
  private let answer: APIResponse
  private let coding: Coding

  private enum Coding {
    case plain
    case gzip([UInt8])
  }

  /// Below this, compressing costs more than it saves.
  private static let leastByteCount = 1024

  init(of answer: APIResponse, for event: HTTPAPIEvent, gzip: GzipCoder) {
    var answer = answer
    var coding = Coding.plain
    if answer.isCompressible {
      answer.headers.append(("Vary", "Accept-Encoding"))
      if answer.body.count >= Self.leastByteCount,
        AcceptEncoding(event.headers["accept-encoding"]).prefersGzip,
        let encoded = try? gzip.encode(answer.body)
      {
        coding = .gzip(encoded)
        answer.headers.append(("Content-Encoding", "gzip"))
        answer.markTag()
      }
    }
    self.answer = answer
    self.coding = coding
  }

  /// The response: whole, without its body for HEAD, or 304 for what the client has already.
  func response(to event: HTTPAPIEvent) -> HTTPAPIResponse {
    if answer.status == 200, let tag = answer.header("ETag"),
      EntityTag.matches(tag, ifNoneMatch: event.headers["if-none-match"])
    {
      let headers = answer.headers.filter { !$0.name.isAboutContent }
      return HTTPAPIResponse(status: 304, headers: headers, body: .text(""))
    }
    return HTTPAPIResponse(
      status: answer.status, headers: answer.headers,
      body: event.method == "HEAD" ? .text("") : body)
  }

  private var body: HTTPAPIResponse.Body {
    switch coding {
    case .gzip(let encoded): return .binary(encoded)
    case .plain:
      guard let text = String(validating: answer.body, as: UTF8.self) else {
        return .binary(answer.body)
      }
      return .text(text)
    }
  }
}

extension APIResponse {
  fileprivate var isCompressible: Bool {
    guard let type = header("Content-Type"), !body.isEmpty else { return false }
    return type.hasPrefix("text/") || type.hasPrefix("application/json")
      || type.hasPrefix("application/problem+json")
  }

  /// Gives the gzip form a tag of its own.
  fileprivate mutating func markTag() {
    for index in headers.indices where headers[index].name == "ETag" {
      headers[index].value = "\(headers[index].value.dropLast())-gzip\""
    }
  }
}

extension String {
  /// Whether the header tells of content that a 304 does not have (RFC 9110, section 15.4.5).
  fileprivate var isAboutContent: Bool {
    ["Content-Type", "Content-Encoding", "Content-Length"].contains(self)
  }
}

extension HTTPAPIResponse {
  /// In place of an answer that Lambda would not hand on.
  init(tooLarge answer: APIResponse) {
    var json = JSONWriter()
    json.object {
      $0.member("type", "about:blank")
      $0.member("title", "Response too large")
      $0.member("status", 413)
      $0.member("code", "response_too_large")
      $0.member("detail", "The answer is larger than can be sent. Ask for less of it with limit.")
    }
    let kept = answer.headers.filter {
      $0.name.hasPrefix("Access-Control-") || $0.name == "Vary"
        || $0.name == "X-Content-Type-Options"
    }
    self.init(
      status: 413,
      headers: [("Content-Type", "application/problem+json"), ("Cache-Control", "no-store")] + kept,
      body: .text(json.text))
  }
}
