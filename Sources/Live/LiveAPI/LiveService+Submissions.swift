import Failures
import HTTP
import HTTPAPI
import JSON
import LiveBoards
import LiveScores
import ScoreLog

extension LiveService {
  /// Max bytes of a body that is no batch: ids, a key, a score and metadata, escaped.
  static let maxBodyBytes = 128 << 10
  static let maxBatchBytes = 16 << 20
  /// Longer bodies take longer to read than a thread of connections may be held.
  private static let maxBytesAtOnce = 8 << 10

  /// Records the submissions of a request, in their order.
  /// - Returns: a result each; those that cannot be submissions are rejected, the others count.
  /// - Throws: `ScoreLogError` if nobody can tell what counts.
  package func submit(
    _ requests: [Result<SubmissionRequest, RequestError>], key: (Int) -> String
  ) async throws -> [SubmissionResult] {
    var results = [SubmissionResult?](repeating: nil, count: requests.count)
    var accepted: [(index: Int, submission: JudgedSubmission)] = []
    for (index, request) in requests.enumerated() {
      do {
        accepted.append((index, try judge(request.get(), key: key(index))))
      } catch {
        results[index] = .rejected(Self.problem(of: error)?.problem ?? .internalError)
      }
    }
    let answers = try await boards.submit(accepted.map(\.submission.content))
    for ((index, submission), answer) in zip(accepted, answers) {
      results[index] = submission.result(answer)
    }
    return results.map { $0 ?? .rejected(.internalError) }
  }

  private func judge(_ request: SubmissionRequest, key: String) throws -> JudgedSubmission {
    let board = try boards.board(request.board).definition
    return JudgedSubmission(
      content: try request.submission(to: board, key: SubmissionKey(key)), scale: board.scale,
      place: request.place)
  }

  func submitScore(_ request: RouteRequest) throws(ProblemDetails) -> BodyAnswer {
    let caller = try access.caller(of: request.request)
    try caller.require(.submit)
    let header = try idempotencyKey(of: request.request)
    return .delivered { body, deliver in
      guard body.count > Self.maxBytesAtOnce else { return submit(body, header, deliver) }
      Task { submit(body, header, deliver) }
    }
  }

  private func submit(
    _ body: [UInt8], _ header: String?, _ deliver: @escaping BodyAnswer.Delivery
  ) {
    let submission: JudgedSubmission
    do {
      let request = try SubmissionRequest(body: body)
      if let header, let own = request.key, own.text != header {
        throw ProblemDetails.twoKeys
      }
      submission = try judge(request, key: header ?? newKey())
    } catch {
      return deliver { throw error }
    }
    boards.submit([submission.content]) { answers in
      deliver { try submission.response(answers.get()) }
    }
  }

  func submitBatch(_ request: RouteRequest) throws(ProblemDetails) -> BodyAnswer {
    let caller = try access.caller(of: request.request)
    try caller.require(.submit)
    let header = try idempotencyKey(of: request.request)
    return .awaited { body in
      let batch = try BatchRequest(body: body)
      // The request itself is counted already.
      try caller.require(.submit, count: batch.submissions.count - 1)
      let results = try await submit(batch.submissions) { index in
        header.map { "\($0)#\(index)" } ?? newKey()
      }
      return Self.answer(toBatch: results)
    }
  }

  private static func answer(toBatch results: [SubmissionResult]) -> HTTPResponse {
    var (recorded, repeated, rejected) = (0, 0, 0)
    for result in results {
      switch result {
      case .counted(_, _, _, _, let isRepeated):
        if isRepeated { repeated += 1 } else { recorded += 1 }
      case .rejected: rejected += 1
      }
    }
    return .done(status: rejected == 0 ? 200 : 207, isSuccess: rejected == 0) {
      $0.object {
        $0.member("recorded", recorded)
        $0.member("repeated", repeated)
        $0.member("rejected", rejected)
        $0.array("results") { for result in results { result.write(to: &$0) } }
      }
    }
  }

  /// The header `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header-07), in quotes or
  /// without. Room is left for the index of a submission in a batch.
  private func idempotencyKey(
    of request: HTTPRequest
  ) throws(ProblemDetails) -> String? {
    guard let header = request.headers["idempotency-key"] else { return nil }
    let isQuoted = header.count >= 2 && header.hasPrefix("\"") && header.hasSuffix("\"")
    let key = isQuoted ? String(header.dropFirst().dropLast()) : header
    guard (1...Self.maxHeaderKeyBytes).contains(key.utf8.count),
      key.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
    else {
      throw .badParameter(
        "Idempotency-Key", found: header,
        expected: "1 to \(Self.maxHeaderKeyBytes) printable characters of ASCII")
    }
    return key
  }

  private static let maxHeaderKeyBytes = 240
}

/// A submission that its board may take.
private struct JudgedSubmission: Sendable {
  let content: Submission
  let scale: ScoreScale
  /// Where it stands in the body, for errors.
  let place: String

  func result(_ answer: SubmissionAnswer) -> SubmissionResult {
    SubmissionResult(content, answer, scale, place: place)
  }

  /// - Throws: the problem of a submission that is rejected.
  func response(_ answers: [SubmissionAnswer]) throws -> HTTPResponse {
    guard let answer = answers.first else { throw ProblemDetails.internalError }
    let result = result(answer)
    if case .rejected(let problem) = result { throw problem }
    return .done { result.write(to: &$0) }
  }
}

extension ProblemDetails {
  fileprivate static let twoKeys = ProblemDetails(
    status: 400, code: "two_keys", title: "Two keys",
    detail: "Idempotency-Key and submission_id differ; expected one of them, or the same twice.")
}
