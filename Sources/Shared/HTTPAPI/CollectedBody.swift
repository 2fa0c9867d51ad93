import HTTP
import Synchronization

/// Computes the answer to a request with a body, as `PendingAnswer` describes.
package enum BodyAnswer: Sendable {
  package typealias Delivery =
    @Sendable (_ make: @escaping @Sendable () throws -> HTTPResponse) -> Void

  case awaited(@Sendable ([UInt8]) async throws -> HTTPResponse)
  case delivered(@Sendable ([UInt8], @escaping Delivery) -> Void)

  /// The answer, for a caller that may wait.
  func value(_ body: [UInt8]) async throws -> HTTPResponse {
    switch self {
    case .awaited(let answer): try await answer(body)
    case .delivered(let begin):
      try await withCheckedThrowingContinuation { continuation in
        begin(body) { make in continuation.resume(with: Result(catching: make)) }
      }
    }
  }

  /// - Parameter response: the answer for an error.
  func pending(
    _ body: [UInt8], response: @escaping @Sendable (any Error) -> HTTPResponse
  ) -> PendingAnswer {
    switch self {
    case .awaited(let answer):
      .awaited {
        do { return try await answer(body) } catch { return response(error) }
      }
    case .delivered(let begin):
      .delivered { deliver in
        begin(body) { make in
          deliver {
            do { return try make() } catch { return response(error) }
          }
        }
      }
    }
  }
}

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
  private let answer: @Sendable ([UInt8]) -> PendingAnswer
  private let bytes = Mutex<[UInt8]>([])

  init(maxBytes: Int, answer: @escaping @Sendable ([UInt8]) -> PendingAnswer) {
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

  func finish() throws(ProblemDetails) -> PendingAnswer {
    answer(
      bytes.withLock { bytes in
        defer { bytes = [] }
        return bytes
      })
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
