import Concurrency
import HTTP
import HTTPAPI
import NIOCore
import Synchronization

/// What all connections share.
package final class ServerContext: Sendable {
  package let limits: ServerLimits
  let hosts: ServedHosts
  let handlers: HTTPHandlers
  /// `nil` where none is wanted.
  let log: AccessLog?
  let cache: ResponseCache
  private let limiter: ConcurrencyLimiter
  private let flights = SingleFlight<AnswerKey, HTTPResponse>()
  private let ending = Atomic(false)

  /// - Parameters:
  ///   - log: `nil` where none is wanted.
  ///   - cache: cleared by its owner when what the answers are made from has changed.
  package init(
    limits: ServerLimits, hosts: ServedHosts, handlers: HTTPHandlers, log: AccessLog?,
    cache: ResponseCache
  ) {
    self.limits = limits
    self.hosts = hosts
    self.handlers = handlers
    self.log = log
    self.cache = cache
    limiter = ConcurrencyLimiter(atOnce: limits.answersAtOnce, waiting: limits.waitingAnswers)
  }

  /// Whether the server is about to end, so that no further requests are taken.
  var isEnding: Bool { ending.load(ordering: .relaxed) }

  func end() { ending.store(true, ordering: .relaxed) }

  /// How many requests wait for an answer that is being worked out, or for its turn.
  var waitingCount: Int { flights.waiterCount }

  /// Has a cached answer worked out again, while it is still given as it is.
  func renew(_ old: ResponseCache.Entry, for request: ByteBuffer) {
    // A copy: the buffer of which it is a part is much larger.
    let request = ByteBuffer(bytes: request.readableBytesView)
    let (token, now) = (cache.token, ContinuousClock.now)
    Task {
      let response = await answer(old.request, as: AnswerKey(request: request, token: token))
      guard response.isCacheable else { return }
      let line = AccessLine(
        method: old.request.method.rawValue, target: old.line.target, status: response.status,
        byteCount: response.status == 304 ? 0 : response.bytes.count)
      let renewed = ResponseCache.Entry(
        bytes: ResponseEncoder.bytes(of: response), line: line, request: old.request)
      cache.insert(renewed, for: request, since: token, at: now)
    }
  }

  /// The answer to a request, worked out once for all who ask the same at the same time: a board
  /// that many look at is asked for by all of them in the moment after it changed.
  ///
  /// A task that is cancelled gets an answer that says so, and the work ends with the last that
  /// waits for it.
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

  /// The answer of the handler, once there is a turn for it.
  private func answer(_ request: HTTPRequest) async throws -> HTTPResponse {
    try await limiter.run { await handlers.respond(request) }
  }
}

/// Requests that are the same byte for byte, made while what answers are made from was the same.
struct AnswerKey: Hashable {
  let request: ByteBuffer
  let token: ResponseCache.Token
}
