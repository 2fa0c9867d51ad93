import AWS
import Bytes
import Failures
import HTTP
import HTTPClient
import JSON
import Synchronization

/// Answers calls in the order in which answers were laid ready, and remembers what was asked.
///
/// It stands in for states that a real service cannot be made to show on demand; that the real
/// protocol is spoken is shown in `Tests/Cloud/test_athena.py`.
final class ScriptedAthena: AWSCaller {
  enum Answer: Sendable {
    case json(String)
    case error(status: Int, code: String)
    case transport(HTTPErrorCode)
    /// Never comes: the call ends when its task is cancelled.
    case none
  }

  struct Call: Sendable {
    let action: String
    let body: JSONValue
    let limit: Duration?
  }

  private let state: Mutex<(answers: [Answer], calls: [Call])>
  private let cancelled = AsyncStream<Void>.makeStream()

  init(_ answers: [Answer]) { state = Mutex((answers, [])) }

  var calls: [Call] { state.withLock { $0.calls } }
  var actions: [String] { calls.map(\.action) }

  func call(
    _ request: ClientRequest, of service: AWSService, within limit: Duration?
  ) async throws(AWSError) -> ClientResponse {
    let action = String((request.headers["X-Amz-Target"] ?? "").dropFirst("AmazonAthena.".count))
    let body = (try? JSONValue(parsing: request.body.flatMap(\.array))) ?? .null
    let answer = state.withLock { state in
      state.calls.append(Call(action: action, body: body, limit: limit))
      return state.answers.isEmpty ? .json("{}") : state.answers.removeFirst()
    }
    switch answer {
    case .json(let text):
      return ClientResponse(status: 200, body: SharedBytes(text))
    case .error(let status, let code):
      throw AWSError(
        service: service, operation: action,
        cause: .service(.init(status: status, code: code, message: "no", requestID: "r-1")))
    case .transport(let code):
      throw failure(action, code)
    case .none:
      for await _ in cancelled.stream {}
      throw failure(action, .cancelled)
    }
  }

  private func failure(_ action: String, _ code: HTTPErrorCode) -> AWSError {
    AWSError(
      service: .athena, operation: action,
      cause: .transport(HTTPError(code: code, place: "athena:443", reason: "it was so")))
  }
}

extension ScriptedAthena.Answer {
  static let started = Self.json(#"{"QueryExecutionId":"q-1"}"#)

  static func state(_ state: String, _ more: String = "") -> Self {
    .json(#"{"QueryExecution":{"Status":{"State":"\#(state)"\#(more)}}}"#)
  }

  /// A page with the columns `id` and `name`.
  static func page(_ rows: [[String?]], nextToken: String? = nil) -> Self {
    var json = JSONWriter()
    json.object {
      $0.object("ResultSet") {
        $0.array("Rows") {
          for row in rows {
            $0.object {
              $0.array("Data") {
                for cell in row { $0.object { if let cell { $0.member("VarCharValue", cell) } } }
              }
            }
          }
        }
        $0.object("ResultSetMetadata") {
          $0.array("ColumnInfo") {
            for name in ["id", "name"] { $0.object { $0.member("Name", name) } }
          }
        }
      }
      if let nextToken { $0.member("NextToken", nextToken) }
    }
    return .json(json.text)
  }
}
