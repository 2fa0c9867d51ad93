import HTTP
import HTTPAPI
import Synchronization
import Testing

/// What a service makes of the errors of its routes, of late answers, and of refused bodies.
@Suite struct ServiceFailureTests {
  private enum Fault: Error {
    case known, ours, unknown
  }

  private static func operation() -> OpenAPIOperation {
    OpenAPIOperation("do", tags: [], summary: "", responses: [])
  }

  private func service(
    _ action: RouteAction, reportingTo report: @escaping @Sendable (any Error) -> Void = { _ in }
  ) -> HTTPService {
    HTTPService(
      routes: [Route(.get, "/do", describedAs: Self.operation(), action: action)],
      describedBy: OpenAPIInfo(title: "", version: "", summary: "", description: ""),
      problem: { error in
        switch error as? Fault {
        case .known: (ProblemDetails.notFound("Gone."), false)
        case .ours: (ProblemDetails.notFound("Lost."), true)
        case .unknown, nil: nil
        }
      }, reportingTo: report)
  }

  @Test(
    arguments: [
      (Fault.known, 404, "Gone.", false), (Fault.ours, 404, "Lost.", true),
      (Fault.unknown, 500, "because of an error on our side", true),
      (ProblemDetails.badParameter("a", found: "b", expected: "c"), 400, "a: found", false),
      (CancellationError(), 504, "not ready in time", false),
    ] as [(any Error & Sendable, Int, String, Bool)])
  func anErrorIsAProblemAndOursIsReported(
    error: any Error & Sendable, status: Int, detail: String, isReported: Bool
  ) async {
    let reports = Mutex<[String]>([])
    let service = service(.answer { _ in throw error }) { reported in
      reports.withLock { $0.append("\(reported)") }
    }
    let answer = await service.respond(to: HTTPRequest(path: "/do"))
    #expect(answer.status == status)
    #expect(answer.text.contains(detail))
    #expect(reports.withLock { $0 } == (isReported ? ["\(error)"] : []))
  }

  @Test func aRequestMayBringItsOwnReceiverOfErrors() async {
    let usual = Atomic(0)
    let own = Atomic(0)
    let service = service(.answer { _ in throw Fault.unknown }) { _ in
      usual.add(1, ordering: .relaxed)
    }
    _ = await service.respond(to: HTTPRequest(path: "/do")) { _ in own.add(1, ordering: .relaxed) }
    let counts = (usual.load(ordering: .relaxed), own.load(ordering: .relaxed))
    #expect(counts == (0, 1))
  }

  @Test func aLateAnswerIsCancelledAndReplaced() async {
    let wasCancelled = Atomic(false)
    let service = service(
      .answer { _ in
        do {
          try await Task.sleep(for: .seconds(600))
        } catch {
          wasCancelled.store(true, ordering: .relaxed)
          throw error
        }
        return HTTPResponse(status: 200)
      })
    let answer = await service.respond(to: HTTPRequest(path: "/do"), within: .milliseconds(5))
    #expect(answer.status == 504)
    let isCancelled = wasCancelled.load(ordering: .relaxed)
    #expect(isCancelled)
  }

  @Test func anErrorWithinTheLimitIsItself() async {
    let service = service(.answer { _ in throw Fault.known })
    #expect(
      await service.respond(to: HTTPRequest(path: "/do"), within: .seconds(600)).status == 404)
  }

  /// Where a receiver refuses a body; it is told to clean up unless it was never made.
  final class Receiver: BodyReceiver {
    enum Step { case begin, receive, taking, finish, none }

    let refusing: Step
    let cancellations = Atomic(0)

    init(refusing: Step) { self.refusing = refusing }

    func receive(
      _ bytes: [UInt8], taken: @escaping @Sendable (Result<Void, ProblemDetails>) -> Void
    ) throws(ProblemDetails) {
      if refusing == .receive { throw .notFound("receive") }
      taken(refusing == .taking ? .failure(.notFound("taking")) : .success(()))
    }

    func finish() throws(ProblemDetails) -> PendingAnswer {
      if refusing == .finish { throw .notFound("finish") }
      return .awaited { HTTPResponse(status: 201, body: Array("done".utf8)) }
    }

    func cancel() { cancellations.add(1, ordering: .relaxed) }
  }

  @Test(
    arguments: [
      (.begin, 404, "begin", 0), (.receive, 404, "receive", 1), (.taking, 404, "taking", 1),
      (.finish, 404, "finish", 0), (.none, 201, "done", 0),
    ] as [(Receiver.Step, Int, String, Int)])
  func aRefusedBodyIsAProblem(
    step: Receiver.Step, status: Int, text: String, cancellations: Int
  ) async {
    let receiver = Receiver(refusing: step)
    let service = service(
      .receive { _ throws(ProblemDetails) in
        IncomingBody { _, _ throws(ProblemDetails) in
          if step == .begin { throw .notFound("begin") }
          return receiver
        }
      })
    let answer = await service.respond(to: HTTPRequest(path: "/do", body: [1]))
    #expect(answer.status == status)
    #expect(answer.text.contains(text))
    let count = receiver.cancellations.load(ordering: .relaxed)
    #expect(count == cancellations)
  }

  @Test func aParameterThatThePathLacksIsNotFound() async {
    let number = PathParameter("number", ParameterDescription(schema: .integer())) {
      Int($0)
    } refusing: {
      .notFound($0)
    }
    let service = service(
      .answer { HTTPResponse(status: 200, body: Array("\(try $0.path(number))".utf8)) })
    #expect(await service.respond(to: HTTPRequest(path: "/do")).status == 404)
  }
}
