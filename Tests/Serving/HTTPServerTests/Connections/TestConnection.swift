import HTTP
import HTTPAPI
import NIOCore
import NIOEmbedded
import Synchronization

@testable import HTTPServer

/// A connection with all its handlers, and no socket.
struct TestConnection: Sendable {
  let channel = NIOAsyncTestingChannel()
  let context: ServerContext

  init(
    _ handlers: HTTPHandlers, cache: ResponseCache = ResponseCache(maxBytes: 1 << 20),
    change: (inout ServerLimits) -> Void = { _ in }
  ) async throws {
    var limits = ServerLimits()
    change(&limits)
    context = ServerContext(
      limits: limits, hosts: ServedHosts(listeningOn: "127.0.0.1"), handlers: handlers, log: nil,
      cache: cache)
    try await channel.testingEventLoop.executeInContext { [channel, context] in
      try channel.pipeline.syncOperations.addHandlers(
        to: channel, context, in: ConnectionList())
    }
    try await channel.connect(to: try SocketAddress(ipAddress: "192.0.2.1", port: 1))
  }

  func send(_ text: String) async throws {
    try await channel.writeInbound(ByteBuffer(string: text))
  }

  /// What the server sends, until it ends with a text.
  func received(until end: String) async throws -> String {
    var text = ""
    while !text.hasSuffix(end) {
      text += String(buffer: try await channel.waitForOutboundWrite(as: ByteBuffer.self))
    }
    return text
  }
}

extension HTTPHandlers {
  /// Handlers of which each answer is the path of its request.
  static func echo(
    _ disposition: @escaping @Sendable (HTTPRequest) -> RequestDisposition = { _ in .answer }
  ) -> HTTPHandlers {
    HTTPHandlers(
      disposition: disposition,
      respond: { HTTPResponse(status: 200, body: Array($0.path.utf8)) },
      reject: { problem, _ in problem.response }, complete: { response, _ in response })
  }
}

/// A receiver that answers with all that it was given.
final class EchoReceiver: BodyReceiver {
  private let bytes: Locked<[UInt8]> = Locked([])
  private let cancelled = Locked(false)
  private let delivers: Bool

  /// - Parameter delivers: whether no task computes the answer.
  init(delivers: Bool = false) { self.delivers = delivers }

  var isCancelled: Bool { cancelled.value }

  func receive(
    _ bytes: [UInt8], taken: @escaping @Sendable (Result<Void, ProblemDetails>) -> Void
  ) throws(ProblemDetails) {
    self.bytes.change { $0 += bytes }
    taken(.success(()))
  }

  func finish() throws(ProblemDetails) -> PendingAnswer {
    guard delivers else {
      return .awaited { [bytes] in HTTPResponse(status: 201, body: bytes.value) }
    }
    return .delivered { [bytes] deliver in
      deliver { HTTPResponse(status: 201, body: bytes.value) }
    }
  }

  func cancel() { cancelled.change { $0 = true } }
}

/// A source that sends what it is given.
final class TestSource: BodySource {
  private let pieces = Locked<[BodyPiece]>([])
  private let closed = Locked(false)
  private let wake = Locked<@Sendable () -> Void>({})

  var isClosed: Bool { closed.value }

  var response: HTTPResponse {
    let stream = BodyStream(keepAlive: Array(":\n\n".utf8)) { _, wake throws(ProblemDetails) in
      self.wake.change { $0 = wake }
      return self
    }
    return HTTPResponse(status: 200, headers: ["Content-Type": "text/plain"], stream: stream)
  }

  func add(_ piece: BodyPiece) {
    pieces.change { $0.append(piece) }
    wake.value()
  }

  func next() -> BodyPiece {
    pieces.change { pieces -> BodyPiece in pieces.isEmpty ? .pending : pieces.removeFirst() }
  }

  func close() { closed.change { $0 = true } }
}

/// A value that several threads change.
final class Locked<Value: Sendable>: Sendable {
  private let mutex: Mutex<Value>

  init(_ value: Value) { mutex = Mutex(value) }

  var value: Value { mutex.withLock { $0 } }

  @discardableResult
  func change<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
    mutex.withLock { value in body(&value) }
  }
}
