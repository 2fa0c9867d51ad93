import Concurrency
import HTTP
import HTTPAPI
import NIOCore
import Synchronization

/// Shared by all connections.
package final class ServerContext: Sendable {
  package let limits: ServerLimits
  let hosts: ServedHosts
  let handlers: HTTPHandlers
  /// `nil` logs nothing.
  let log: AccessLog?
  let cache: ResponseCache
  let connectionCount = ConnectionCount()
  private let answered: (@Sendable (_ status: Int, Duration) -> Void)?
  private let limiter: ConcurrencyLimiter
  private let flights = SingleFlight<AnswerKey, HTTPResponse>()
  private let ending = Atomic(false)

  /// - Parameters:
  ///   - log: `nil` logs nothing.
  ///   - cache: cleared by its owner when the answers' sources changed.
  ///   - answered: called with the status and the duration of each request that was answered, on an
  ///     event loop.
  package init(
    limits: ServerLimits, hosts: ServedHosts, handlers: HTTPHandlers, log: AccessLog?,
    cache: ResponseCache, answered: (@Sendable (_ status: Int, Duration) -> Void)? = nil
  ) {
    self.limits = limits
    self.hosts = hosts
    self.handlers = handlers
    self.log = log
    self.cache = cache
    self.answered = answered
    limiter = ConcurrencyLimiter(atOnce: limits.answersAtOnce, waiting: limits.waitingAnswers)
  }

  /// Whether the server is about to end and accepts no further requests.
  var isEnding: Bool { ending.load(ordering: .relaxed) }

  func end() { ending.store(true, ordering: .relaxed) }

  package var openConnectionCount: Int { connectionCount.value }

  /// Logs and counts a request that was answered.
  func note(_ line: AccessLine, after duration: Duration) {
    log?.add(line, after: duration)
    answered?(line.status, duration)
  }

  /// The number of requests whose answer is being computed or queued.
  var waitingCount: Int { flights.waiterCount }

  /// The number of answers whose computation waits for others.
  var queuedCount: Int { limiter.waitingCount }

  /// Computes a cached answer again, while the old one is still sent.
  func renew(_ old: ResponseCache.Entry, for request: ByteBuffer) {
    // A copy, because it is a slice of a much larger buffer.
    let request = ByteBuffer(bytes: request.readableBytesView)
    let (token, now) = (cache.token, Moment.now)
    Task {
      let response = await answer(old.request, as: AnswerKey(request: request, token: token))
      guard response.isCacheable else { return }
      let line = AccessLine(
        method: old.request.method.rawValue, target: old.line.target, status: response.status,
        byteCount: response.status == 304 ? 0 : response.bytes.count, form: log?.form ?? .text)
      let renewed = ResponseCache.Entry(
        bytes: ResponseEncoder.bytes(of: response), line: line, request: old.request,
        validUntil: response.validUntil)
      cache.insert(renewed, for: request, since: token, at: now)
    }
  }

  /// The answer to a request, computed once for equal requests in flight: all viewers of a board
  /// request it in the moment after a change.
  ///
  /// A cancelled task gets an answer that says so, and the work is cancelled with its last waiter.
  func answer(_ request: HTTPRequest, as key: AnswerKey?) async -> HTTPResponse {
    do {
      guard let key else { return try await answer(request) }
      return try await flights.value(for: key) { try await self.answer(request) }
    } catch is ConcurrencyLimiter.Full {
      return handlers.reject(.tooManyRequests, request)
    } catch {
      return handlers.reject(.queryTimedOut, request)
    }
  }

  /// The handler's answer, when the limiter admits it.
  private func answer(_ request: HTTPRequest) async throws -> HTTPResponse {
    try await limiter.run { await handlers.respond(request) }
  }
}

/// Identical requests since the last change of the answers' sources.
struct AnswerKey: Hashable {
  let request: ByteBuffer
  let token: ResponseCache.Token
}
