import Compression
import Concurrency
import HTTP
import HTTPAPI
import NIOCore
import SnapshotAPI
import Synchronization

/// What all connections share.
final class ServerParts: Sendable {
  let limits: ServerLimits
  let hosts: ServedHosts
  let api: LeaderboardService
  /// `nil` where none is wanted.
  let log: AccessLog?
  let ready: ResponseCache
  /// `nil` where changes of the lake cannot be told.
  let events: EventFeed?
  /// `nil` where none are taken.
  let uploads: UploadService?
  private let limiter: ConcurrencyLimiter
  private let flights = SingleFlight<AnswerKey, HTTPResponse>()
  private let ending = Atomic(false)

  init(
    limits: ServerLimits, hosts: ServedHosts, api: LeaderboardService, log: AccessLog?,
    ready: ResponseCache, events: EventFeed?, uploads: UploadService?
  ) {
    self.limits = limits
    self.hosts = hosts
    self.api = api
    self.log = log
    self.ready = ready
    self.events = events
    self.uploads = uploads
    limiter = ConcurrencyLimiter(atOnce: limits.answersAtOnce, waiting: limits.waitingAnswers)
  }

  /// Whether the server is about to end, so that no further requests are taken.
  var isEnding: Bool { ending.load(ordering: .relaxed) }

  func end() { ending.store(true, ordering: .relaxed) }

  /// How many requests wait for an answer that is being worked out, or for its turn.
  var waitingCount: Int { flights.waiterCount }

  /// Has an answer that is kept ready worked out again, while it is still given as it is.
  func renew(_ old: ResponseCache.Ready, for request: ByteBuffer) {
    // A copy: the buffer of which it is a part is much larger.
    let request = ByteBuffer(bytes: request.readableBytesView)
    let (token, now) = (ready.token, NIODeadline.now())
    Task {
      let response = await answer(old.query, as: AnswerKey(request: request, token: token))
      guard response.mayBeKeptReady else { return }
      let line = AccessLine(
        method: old.query.method.rawValue, target: old.line.target, status: response.status,
        byteCount: response.status == 304 ? 0 : response.bytes.count)
      let renewed = ResponseCache.Ready(
        bytes: ResponseHead.bytes(of: response), line: line, query: old.query)
      ready.keep(renewed, for: request, since: token, at: now)
    }
  }

  /// The answer of the API, worked out once for all who ask the same at the same time: a board that
  /// many look at is asked for by all of them in the moment after it changed.
  ///
  /// A task that is cancelled gets an answer that says so, and the work ends with the last that
  /// waits for it.
  func answer(_ request: HTTPRequest, as key: AnswerKey?) async -> HTTPResponse {
    do {
      guard let key else { return try await answer(request) }
      return try await flights.value(for: key) { try await self.answer(request) }
    } catch is ConcurrencyLimiter.Full {
      return api.refuse(.tooManyRequests, of: request)
    } catch {
      return api.refuse(.queryTimedOut, of: request)
    }
  }

  /// The answer of the API, once there is a turn for it.
  private func answer(_ request: HTTPRequest) async throws -> HTTPResponse {
    try await limiter.run { await api.respond(to: request) }
  }
}

/// Requests that are the same byte for byte, made while the lake was the same.
struct AnswerKey: Hashable {
  let request: ByteBuffer
  let token: ResponseCache.Token
}
