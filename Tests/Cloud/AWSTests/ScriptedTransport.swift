import AWS
import Bytes
import HTTP
import HTTPClient
import Synchronization
import Time

/// Answers requests as a test says and keeps what was sent: for answers that no server here gives.
final class ScriptedTransport: HTTPTransport {
  private let answer: @Sendable (ClientRequest, _ number: Int) throws(HTTPError) -> ClientResponse
  private let requests = Mutex<[ClientRequest]>([])

  /// - Parameter answer: is given the request and how many came before it.
  init(
    _ answer:
      @escaping @Sendable (ClientRequest, _ number: Int) throws(HTTPError) -> ClientResponse
  ) {
    self.answer = answer
  }

  var sent: [ClientRequest] { requests.withLock { $0 } }

  func send(_ request: ClientRequest) async throws(HTTPError) -> ClientResponse {
    let number = requests.withLock { requests in
      requests.append(request)
      return requests.count - 1
    }
    return try answer(request, number)
  }
}

/// Clocks that stand still but for pauses, which take no time.
final class StandingClock: Sendable {
  private let state: Mutex<(now: Instant, uptime: Duration, pauses: [Duration])>

  init(_ now: String = "2026-01-26T15:30:12Z") {
    state = Mutex((Instant(now) ?? .epoch, .zero, []))
  }

  var pauses: [Duration] { state.withLock { $0.pauses } }

  func advance(by duration: Duration) {
    state.withLock { state in
      state.uptime += duration
      let milliseconds =
        state.now.millisecondsSinceEpoch + duration.components.seconds * 1000
        + duration.components.attoseconds / 1_000_000_000_000_000
      state.now = Instant(millisecondsSinceEpoch: milliseconds) ?? state.now
    }
  }

  var clock: Clock {
    Clock(
      now: { self.state.withLock { $0.now } }, uptime: { self.state.withLock { $0.uptime } },
      sleep: { pause in
        try Task.checkCancellation()
        self.advance(by: pause)
        self.state.withLock { $0.pauses.append(pause) }
      })
  }
}

/// Gives the credentials of a list, one after the other, the last one for ever.
actor ListedCredentials: CredentialsSource {
  nonisolated let name = "a list"
  private var rest: [AWSCredentials]
  private(set) var loads = 0

  init(_ credentials: [AWSCredentials]) { rest = credentials }

  func load() async throws(CredentialsError) -> AWSCredentials? {
    loads += 1
    // Lets others ask meanwhile.
    await Task.yield()
    return rest.count > 1 ? rest.removeFirst() : rest.first
  }
}

extension AWSCredentials {
  static func test(_ id: String = "AKIATEST", until expiration: String? = nil) -> Self {
    AWSCredentials(
      accessKeyID: id, secretAccessKey: "secret-\(id)", sessionToken: "token-\(id)",
      expiration: expiration.flatMap { Instant($0) })
  }
}

extension ClientResponse {
  init(_ status: Int, _ headers: HTTPFields = [:], _ body: String = "") {
    self.init(status: status, headers: headers, body: SharedBytes(body))
  }
}
