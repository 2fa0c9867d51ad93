import HTTP
import Synchronization

/// Computes the answer to a request with a body.
package typealias BodyAnswer = @Sendable ([UInt8]) async throws -> HTTPResponse

/// What a body may be that is received as a whole.
package struct BodyLimits: Hashable, Sendable {
  package let maxBytes: Int
  /// The media type; `nil` if the route has no body.
  package let type: String?

  package init(maxBytes: Int, type: String?) {
    self.maxBytes = maxBytes
    self.type = type
  }

  /// - Throws: the problem of a request whose head announces another body.
  func check(_ request: HTTPRequest) throws(ProblemDetails) {
    let headers = request.headers
    if let length = headers["content-length"].flatMap({ Int($0) }), length > maxBytes {
      throw .bodyTooLarge(maxBytes)
    }
    if let expectation = headers["expect"], expectation.lowercased() != "100-continue" {
      throw .otherExpectation(expectation)
    }
    guard let type else { return }
    let found = headers["content-type"]
    guard found?.prefix(while: { $0 != ";" && $0 != " " }).lowercased() == type else {
      throw .otherContentType(found, expected: type)
    }
  }
}

/// Collects the body of one request.
final class CollectedBody: BodyReceiver {
  private let maxBytes: Int
  private let answer: @Sendable ([UInt8]) async -> HTTPResponse
  private let bytes = Mutex<[UInt8]>([])

  init(maxBytes: Int, answer: @escaping @Sendable ([UInt8]) async -> HTTPResponse) {
    self.maxBytes = maxBytes
    self.answer = answer
  }

  func receive(
    _ piece: [UInt8], taken: @escaping @Sendable (Result<Void, ProblemDetails>) -> Void
  ) throws(ProblemDetails) {
    let fits = bytes.withLock { bytes in
      guard piece.count <= maxBytes - bytes.count else { return false }
      if bytes.isEmpty { bytes = piece } else { bytes += piece }
      return true
    }
    guard fits else { throw .bodyTooLarge(maxBytes) }
    taken(.success(()))
  }

  func finish() throws(ProblemDetails) -> @Sendable () async -> HTTPResponse {
    let whole = bytes.withLock { bytes in
      defer { bytes = [] }
      return bytes
    }
    return { [answer] in await answer(whole) }
  }

  func cancel() { bytes.withLock { $0 = [] } }
}

extension ProblemDetails {
  package static let unexpectedBody = ProblemDetails(
    status: 400, code: "unexpected_body", title: "Bad request",
    detail: "Found a body, expected none with this request.")

  static func bodyTooLarge(_ maxBytes: Int) -> ProblemDetails {
    ProblemDetails(
      status: 413, code: "body_too_large", title: "Body too large",
      detail: "The body is larger than the limit of \(maxBytes) bytes.")
  }

  package static func otherContentType(_ found: String?, expected: String) -> ProblemDetails {
    ProblemDetails(
      status: 415, code: "wrong_content_type", title: "Unsupported media type",
      detail: "Content-Type: found \"\((found ?? "").prefix(100))\", expected \(expected).",
      headers: ["Accept-Post": expected])
  }

  package static func otherExpectation(_ found: String) -> ProblemDetails {
    ProblemDetails(
      status: 417, code: "expectation_failed", title: "Expectation failed",
      detail: "Expect: found \"\(found.prefix(100))\", expected 100-continue or nothing.")
  }
}
