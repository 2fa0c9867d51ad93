import Foundation
import HTTPAPI
import HTTPServer
import Logging
import ServiceLifecycle
import Synchronization
import UnixSignals
import WebSocket

/// Answers each message with the same, for the tests of conformance.
///
///     websocket-echo            prints its address
@main struct Main {
  private static let maxMessageBytes = 32 << 20

  static func main() async throws {
    let handlers = HTTPHandlers(
      disposition: { request in
        do throws(ProblemDetails) {
          let handshake = try WebSocketHandshake(opening: request)
          return .webSocket(
            WebSocketPeer(handshake, maxMessageBytes: maxMessageBytes, handler: Echo()))
        } catch {
          return .respond(error.response)
        }
      },
      respond: { _ in HTTPResponse(status: 404) },
      reject: { problem, _ in problem.response }, complete: { response, _ in response })
    let context = ServerContext(
      limits: ServerLimits(), hosts: ServedHosts(listeningOn: "127.0.0.1"), handlers: handlers,
      log: nil, cache: ResponseCache(maxBytes: 0))
    let server = HTTPServer(host: "127.0.0.1", port: 0, context: context) {
      // Not buffered, since who reads it waits for it.
      let line = Array("\($0)\n".utf8)
      _ = write(STDOUT_FILENO, line, line.count)
    }
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [server], gracefulShutdownSignals: [.sigterm],
        logger: Logger(label: "echo")))
    try await group.run()
  }
}

private final class Echo: WebSocketHandler {
  private struct State {
    var messages: [WebSocketMessage] = []
    var wake: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  func begin(wake: @escaping @Sendable () -> Void) {
    state.withLock { $0.wake = wake }
  }

  func receive(_ message: WebSocketMessage) {
    let wake = state.withLock { state in
      state.messages.append(message)
      return state.wake
    }
    wake?()
  }

  func next() -> WebSocketOutput {
    state.withLock { state in
      state.messages.isEmpty ? .pending : .message(state.messages.removeFirst())
    }
  }

  func close() { state.withLock { $0 = State() } }
}
