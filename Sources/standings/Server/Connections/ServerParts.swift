#if Server
  import Compression
  import LeaderboardAPI
  import NIOCore
  import Synchronization

  /// What all connections share.
  final class ServerParts: Sendable {
    let limits: ServerLimits
    let hosts: ServedHosts
    let api: LeaderboardService
    /// `nil` where none is wanted.
    let log: AccessLog?
    let ready: ReadyResponses
    /// `nil` where changes of the lake cannot be told.
    let events: EventFeed?
    /// `nil` where none are taken.
    let uploads: UploadDesk?
    private let turns: Turns
    private let shared = SharedAnswers()
    private let ending = Atomic(false)

    init(
      limits: ServerLimits, hosts: ServedHosts, api: LeaderboardService, log: AccessLog?,
      ready: ReadyResponses, events: EventFeed?, uploads: UploadDesk?
    ) {
      self.limits = limits
      self.hosts = hosts
      self.api = api
      self.log = log
      self.ready = ready
      self.events = events
      self.uploads = uploads
      turns = Turns(atOnce: limits.answersAtOnce, waiting: limits.waitingAnswers)
    }

    /// Whether the server is about to end, so that no further requests are taken.
    var isEnding: Bool { ending.load(ordering: .relaxed) }

    func end() { ending.store(true, ordering: .relaxed) }

    /// Has an answer that is kept ready worked out again, while it is still given as it is.
    func renew(_ old: ReadyResponses.Ready, for request: ByteBuffer) {
      // A copy: the buffer of which it is a part is much larger.
      let request = ByteBuffer(bytes: request.readableBytesView)
      let (token, now) = (ready.token, NIODeadline.now())
      Task {
        let response = await answer(
          old.question, as: SharedAnswers.Question(request: request, token: token))
        guard response.mayBeKeptReady else { return }
        let line = AccessLine(
          method: old.question.method, target: old.line.target, status: response.status,
          byteCount: response.status == 304 ? 0 : response.body.count)
        let renewed = ReadyResponses.Ready(
          bytes: ResponseHead.bytes(of: response), line: line, question: old.question)
        ready.keep(renewed, for: request, since: token, at: now)
      }
    }

    /// The answer of the API, together with all who ask the same at the same time.
    func answer(
      _ request: APIRequest, as question: SharedAnswers.Question?
    ) async -> APIResponse {
      guard let question else { return await answer(request) }
      return await shared.answer(to: question) { await self.answer(request) }
    }

    /// The answer of the API, once there is a turn for it.
    private func answer(_ request: APIRequest) async -> APIResponse {
      do {
        return try await turns.take { await api.respond(to: request) }
      } catch {
        return api.refuse(.tooManyRequests, of: request)
      }
    }
  }
#endif
