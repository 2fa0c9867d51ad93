import CCurl
import Dispatch
import Failures
import HTTP
import Synchronization

/// Sends requests over libcurl, with HTTP/1.1 and TLS 1.2 or later and verified peers.
///
/// Each connection is one easy handle, reused for the next request to the same origin. An exchange
/// waits on a thread of its own, never on one of those that tasks share.
package final class CurlTransport: HTTPTransport {
  /// Which proxies are used.
  package enum Proxies: Sendable {
    /// Those of the environment (`https_proxy`, `no_proxy` and others).
    case environment
    /// None, whatever the environment says.
    case none
  }

  private let proxies: Proxies
  private let certificateBundle: String?
  private let idleHandlesOfAnOrigin: Int
  private let idle = Mutex<[String: [CurlHandle]]>([:])

  /// - Parameters:
  ///   - certificateBundle: a PEM file of trusted authorities; `nil` is the system's.
  ///   - idleConnections: max unused connections per origin.
  package init(
    proxies: Proxies = .environment, certificateBundle: String? = nil, idleConnections: Int = 8
  ) {
    self.proxies = proxies
    self.certificateBundle = certificateBundle
    idleHandlesOfAnOrigin = idleConnections
  }

  package func send(_ request: ClientRequest) async throws(HTTPError) -> ClientResponse {
    let exchange = try CurlExchange(request)
    let handle = try handle(to: exchange.origin)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        handle.queue.async { continuation.resume(returning: handle.perform(exchange)) }
      }
    } onCancel: {
      exchange.cancel()
    }
    keep(handle, to: exchange.origin)
    return try result.get()
  }

  private func handle(to origin: String) throws(HTTPError) -> CurlHandle {
    if let handle = idle.withLock({ $0[origin]?.popLast() }) { return handle }
    guard let handle = CurlHandle(proxies: proxies, certificateBundle: certificateBundle) else {
      throw HTTPError(code: .failed, place: origin, reason: "libcurl could not be set up")
    }
    return handle
  }

  private func keep(_ handle: CurlHandle, to origin: String) {
    idle.withLock { idle in
      if idle[origin, default: []].count < idleHandlesOfAnOrigin {
        idle[origin, default: []].append(handle)
      }
    }
  }
}
