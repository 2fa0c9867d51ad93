package import Bytes
import Failures
import HTTP
package import HTTPClient
import Time

/// The Runtime API of Lambda, version 2018-06-01, over HTTP.
package struct RuntimeAPI: RuntimeConnection {
  /// The max size of an event: Lambda's own limit of 6 MiB and some room.
  static let eventBytes = (6 << 20) + (64 << 10)

  private let base: String
  private let transport: any HTTPTransport

  /// - Parameters:
  ///   - address: host and port from `AWS_LAMBDA_RUNTIME_API`.
  ///   - transport: must not use a proxy, since the address is local.
  package init(address: String, transport: any HTTPTransport) {
    base = "http://\(address)/2018-06-01/runtime"
    self.transport = transport
  }

  package func next() async throws(RuntimeError) -> Invocation {
    let path = "/invocation/next"
    let response = try await send(.get, path)
    return try Self.invocation(in: response, place: "GET \(path)")
  }

  package func respond(to requestID: String, with body: SharedBytes) async throws(RuntimeError) {
    _ = try await send(.post, "/invocation/\(requestID)/response", body: body)
  }

  package func fail(
    _ requestID: String, with failure: FunctionFailure
  ) async throws(RuntimeError) {
    try await report(failure, to: "/invocation/\(requestID)/error")
  }

  package func failInitialisation(with failure: FunctionFailure) async throws(RuntimeError) {
    try await report(failure, to: "/init/error")
  }
}

extension RuntimeAPI {
  private func report(
    _ failure: FunctionFailure, to path: String
  ) async throws(RuntimeError) {
    _ = try await send(
      .post, path, headers: ["Lambda-Runtime-Function-Error-Type": failure.code.rawValue],
      body: SharedBytes(failure.json))
  }

  private func send(
    _ method: HTTPMethod, _ path: String, headers: HTTPFields = [:], body: SharedBytes? = nil
  ) async throws(RuntimeError) -> ClientResponse {
    var request = ClientRequest(
      method, base + path, headers: headers, body: body.map { [$0] } ?? [])
    if body != nil { request.headers["Content-Type"] = "application/json" }
    request.limits.connecting = .seconds(1)
    // The process is frozen while it waits for an invocation, possibly for hours.
    request.limits.total = nil
    request.limits.stalling = nil
    request.limits.responseBytes = Self.eventBytes
    let place = "\(method.rawValue) \(path)"
    let response: ClientResponse
    do throws(HTTPError) {
      response = try await transport.send(request)
    } catch {
      throw RuntimeError(
        code: .unreachable, place: place, reason: "\(error)", underlying: error)
    }
    guard (200..<300).contains(response.status) else {
      throw RuntimeError(rejection: response, place: place)
    }
    return response
  }

  private static func invocation(
    in response: ClientResponse, place: String
  ) throws(RuntimeError) -> Invocation {
    let headers = response.headers
    guard let requestID = headers["Lambda-Runtime-Aws-Request-Id"], requestID.isRequestID else {
      throw RuntimeError(
        code: .unreadableInvocation(requestID: nil), place: place,
        reason: "Lambda-Runtime-Aws-Request-Id: expected letters, digits and hyphens")
    }
    let deadline = headers["Lambda-Runtime-Deadline-Ms"]
    guard let instant = deadline.flatMap({ Int64($0) }).flatMap(Instant.init) else {
      throw RuntimeError(
        code: .unreadableInvocation(requestID: requestID), place: place,
        reason: """
          Lambda-Runtime-Deadline-Ms: found \(deadline.map { "\"\($0.prefix(40))\"" } ?? "nothing"), \
          expected milliseconds since 1970
          """)
    }
    return Invocation(
      requestID: requestID, deadline: instant,
      functionARN: headers["Lambda-Runtime-Invoked-Function-Arn"] ?? "",
      traceID: headers["Lambda-Runtime-Trace-Id"], payload: response.body)
  }
}

extension RuntimeError {
  fileprivate init(rejection response: ClientResponse, place: String) {
    let code: Code =
      switch response.status {
      case 400: .unknownRequest
      case 403: .outOfTurn
      case 413: .tooLarge
      case 500...: .environmentFailed
      default: .unexpectedStatus
      }
    let text = String(decoding: response.body.array.prefix(500), as: UTF8.self)
    self.init(code: code, place: place, reason: "status \(response.status), \(text)")
  }
}

extension String {
  /// Whether the text needs no encoding in a path, like every id of Lambda's.
  fileprivate var isRequestID: Bool {
    (1...128).contains(utf8.count)
      && utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}
