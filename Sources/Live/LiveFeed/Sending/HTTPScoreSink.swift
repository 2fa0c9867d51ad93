import Bytes
import Failures
import HTTP
import HTTPClient
import JSON

/// The server's API over HTTP.
struct HTTPScoreSink: ScoreSink {
  private let url: String
  private let token: String?
  private let transport: any HTTPTransport

  /// - Parameter url: of the server, without a slash at its end.
  init(_ url: String, token: String?, transport: any HTTPTransport = CurlTransport()) {
    self.url = url
    self.token = token
    self.transport = transport
  }

  func send(_ batch: ScoreBatch) async throws(SendingError) -> BatchOutcome {
    var json = JSONWriter()
    json.object {
      $0.array("scores") { json in
        for score in batch.scores { json.object { batch.write(score, to: &$0) } }
      }
    }
    let (status, answer) = try await post("/api/v1/scores/batch", json.utf8)
    guard status == 200 || status == 207 else { throw SendingError(status: status, answer) }
    let data = answer["data"]
    let counted = (data?["recorded"]?.integer ?? 0) + (data?["repeated"]?.integer ?? 0)
    let reason = data?["results"]?.elements?.lazy.compactMap { $0["detail"]?.string }.first
    return BatchOutcome(
      counted: Int(counted), rejected: Int(data?["rejected"]?.integer ?? 0), reason: reason)
  }

  /// Creates a leaderboard, unless it is there.
  func create(_ board: String, name: String, updateMode: String) async throws(SendingError) {
    var json = JSONWriter()
    json.object {
      $0.member("id", board)
      $0.member("name", name)
      $0.member("update_mode", updateMode)
    }
    let (status, answer) = try await post("/api/v1/leaderboards", json.utf8)
    guard status == 201 || status == 409 else { throw SendingError(status: status, answer) }
  }

  func close() async {}

  private func post(
    _ path: String, _ body: [UInt8]
  ) async throws(SendingError) -> (status: Int, answer: JSONValue) {
    var headers: HTTPFields = ["Content-Type": "application/json"]
    if let token { headers.add("Authorization", "Bearer \(token)") }
    let request = ClientRequest(
      .post, "\(url)\(path)", headers: headers, body: [SharedBytes(body)])
    let response: ClientResponse
    do throws(HTTPError) {
      response = try await transport.send(request)
    } catch {
      throw SendingError("\(url): \(error)", isTemporary: true)
    }
    let bytes = response.body.array
    let answer = try? JSONValue(parsing: bytes, byteLimit: bytes.count, depthLimit: 16)
    var status = response.status
    if status == 200, answer == nil { status = 502 }
    if let seconds = response.headers["retry-after"].flatMap({ Int64($0) }), status >= 400 {
      throw SendingError(
        "the server answers \(status)", isTemporary: true, retryAfter: .seconds(seconds))
    }
    return (status, answer ?? .null)
  }
}

extension SendingError {
  /// An answer that is no success.
  init(status: Int, _ answer: JSONValue) {
    let detail = answer["detail"]?.string ?? "no reason"
    self.init("the server answers \(status): \(detail)", isTemporary: status >= 500)
  }
}
