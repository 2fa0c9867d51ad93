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
