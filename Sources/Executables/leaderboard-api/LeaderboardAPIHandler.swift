import Bytes
import Failures
import HTTP
import HTTPAPI
import JSON
import LambdaRuntime
import SnapshotAPI
import SnapshotQueries
import Time

/// Answers requests that come through an HTTP API.
///
/// Expensive parts, such as connections and open files, live as long as the process and serve later
/// invocations.
struct LeaderboardAPIHandler: InvocationHandler {
  let service: HTTPService
  /// The source of log lines and metrics; `nil` if nothing is queried.
  let allowance: QueryAllowance?
  private let responseBytes: Int

  /// - Parameters:
  ///   - allowance: max queries of the engine per day.
  ///   - responseBytes: the max response, as JSON.
  init(
    catalog: SnapshotCatalog, engine: any QueryEngine, cors: CORSPolicy = .anyOrigin,
    files: @escaping @Sendable () -> [String: StaticFile] = { [:] },
    allowance: QueryAllowance? = nil, responseBytes: Int = HTTPAPIResponse.maxByteCount
  ) {
    service = HTTPService(
      SnapshotService(catalog: catalog, engine: engine), files: files, allowing: cors,
      plainAnswers: PlainAnswerLimits())
    self.allowance = allowance
    self.responseBytes = responseBytes
  }

  func handle(
    _ invocation: Invocation, in context: InvocationContext
  ) async throws(FunctionFailure) -> SharedBytes {
    let started = ContinuousClock.now
    let event = try event(invocation)
    let log = context.log
    let answer = await service.respond(
      to: HTTPRequest(event), within: Self.patience(for: invocation),
      reportingTo: { log.error("\($0)") })
    var status = answer.status
    var json = HTTPAPIResponse(answer, isHead: event.method == .head).json
    if json.count > responseBytes {
      log.error("the response is too large: \(json.count) bytes")
      let rejection = answer.refusedAsTooLarge
      (json, status) = (HTTPAPIResponse(rejection, isHead: false).json, rejection.status)
    }
    note(status, json.count, of: event, after: started.duration(to: .now), in: context)
    noteQueries(in: context)
    return SharedBytes(json)
  }

  /// Max time of an answer: the gateway gives up after 30 seconds, cancelled work takes up to a
  /// second to end, and a problem has to be sent before the whole work is cancelled.
  private static func patience(for invocation: Invocation) -> Duration {
    min(.seconds(27), invocation.timeToWork(at: Clock.system.now()) / 10 * 9)
  }

  private func event(_ invocation: Invocation) throws(FunctionFailure) -> HTTPAPIEvent {
    do throws(HTTPAPIEventError) {
      return try HTTPAPIEvent(parsing: invocation.payload.array)
    } catch {
      throw FunctionFailure(
        code: .unreadableEvent, place: error.field,
        reason: "expected \(error.expected) in an HTTP API request of payload format 2.0")
    }
  }

  private func note(
    _ status: Int, _ byteCount: Int, of event: HTTPAPIEvent, after time: Duration,
    in context: InvocationContext
  ) {
    context.log.info("\(event.method.rawValue) \(event.path) \(status)") {
      $0.member("query", event.query)
      $0.member("status", status)
      $0.member("bytes", byteCount)
      $0.member("duration_us", time.microseconds)
      $0.member("gateway_request_id", event.requestID)
    }
    context.metrics.add(byteCount, to: .responseBytes)
    context.metrics.add((400..<500).contains(status) ? 1 : 0, to: .clientErrors)
    context.metrics.add(status >= 500 ? 1 : 0, to: .serverErrors)
  }
}

extension LeaderboardAPIHandler {
  private func noteQueries(in context: InvocationContext) {
    guard let allowance else { return }
    let notes = allowance.takeNotes()
    if notes.isUsedUp {
      context.log.warn("the daily query limit is reached: files answer until midnight UTC") {
        $0.member("queries_per_day", allowance.maxQueries)
      }
    }
    if notes.allowed > 0 { context.metrics.add(notes.allowed, to: .athenaQueries) }
    if notes.refused > 0 { context.metrics.add(notes.refused, to: .athenaQueriesRefused) }
  }
}

extension FunctionMetric {
  /// The size of the response as passed to Lambda.
  static let responseBytes = FunctionMetric("ResponseBytes", .bytes)
  /// Queries sent to Athena, and those that the files answered after the day's queries were used
  /// up.
  static let athenaQueries = FunctionMetric("AthenaQueries", .count)
  static let athenaQueriesRefused = FunctionMetric("AthenaQueriesRefused", .count)
  static let clientErrors = FunctionMetric("ClientErrors", .count)
  static let serverErrors = FunctionMetric("ServerErrors", .count)
}

extension HTTPRequest {
  fileprivate init(_ event: HTTPAPIEvent) {
    self.init(
      method: event.method, path: event.path, query: event.query, headers: event.headers,
      body: event.body)
  }
}

extension HTTPAPIResponse {
  /// The answer in Lambda's form: binary bytes as base64, and no body for HEAD.
  fileprivate init(_ answer: HTTPResponse, isHead: Bool) {
    self.init(
      status: answer.status, headers: answer.headers, body: isHead ? .text("") : Body(answer))
  }
}

extension HTTPAPIResponse.Body {
  fileprivate init(_ answer: HTTPResponse) {
    if answer.headers["Content-Encoding"] == nil,
      let text = String(validating: answer.bytes, as: UTF8.self)
    {
      self = .text(text)
    } else {
      self = .binary(answer.bytes)
    }
  }
}
