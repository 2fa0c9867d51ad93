import HTTP
import HTTPAPI
import NIOCore
import Synchronization
import Testing

@testable import HTTPServer

/// A handler that answers only once whoever asks is cancelled.
private final class HungHandler: Sendable {
  private let counts = Mutex((begun: 0, cancelled: 0))

  var begunCount: Int { counts.withLock { $0.begun } }
  var cancelledCount: Int { counts.withLock { $0.cancelled } }

  func respond() async -> HTTPResponse {
    counts.withLock { $0.begun += 1 }
    let (never, end) = AsyncStream.makeStream(of: Void.self)
    for await _ in never {}
    withExtendedLifetime(end) {}
    counts.withLock { $0.cancelled += 1 }
    return HTTPResponse(status: 504)
  }
}

@Suite(.timeLimit(.minutes(1))) struct ServerContextTests {
  private let handler = HungHandler()

  private func context(answersAtOnce: Int) -> ServerContext {
    var limits = ServerLimits()
    limits.answersAtOnce = answersAtOnce
    let handlers = HTTPHandlers(
      disposition: { _ in .answer }, respond: { [handler] _ in await handler.respond() },
      reject: { problem, _ in problem.response }, complete: { response, _ in response })
    return ServerContext(
      limits: limits, hosts: ServedHosts(listeningOn: "127.0.0.1"), handlers: handlers, log: nil,
      cache: ResponseCache(maxBytes: 0))
  }

  private func ask(_ path: String, of context: ServerContext) -> Task<HTTPResponse, Never> {
    let key = AnswerKey(request: ByteBuffer(string: path), token: context.cache.token)
    return Task { await context.answer(HTTPRequest(path: path), as: key) }
  }

  @Test func anAnswerGoesOnUntilTheLastWhoWaitsForItHasLeft() async {
    let context = context(answersAtOnce: 8)
    let clients = (0..<10).map { _ in ask("/one", of: context) }
    while context.waitingCount < clients.count { await Task.yield() }
    for client in clients.dropLast() { client.cancel() }
    for client in clients.dropLast() { #expect(await client.value.status == 504) }
    #expect((handler.begunCount, handler.cancelledCount) == (1, 0))
    clients.last?.cancel()
    #expect(await clients.last?.value.status == 504)
    #expect((handler.begunCount, handler.cancelledCount) == (1, 1))
  }

  @Test func requestsOfThoseWhoLeftNeverHaveTheirTurn() async {
    let context = context(answersAtOnce: 1)
    let first = ask("/one", of: context)
    while handler.begunCount < 1 { await Task.yield() }
    let waiting = (1...200).map { ask("/\($0)", of: context) }
    while context.waitingCount < waiting.count + 1 { await Task.yield() }
    for client in waiting { client.cancel() }
    for client in waiting { #expect(await client.value.status == 504) }
    first.cancel()
    #expect(await first.value.status == 504)
    #expect(handler.begunCount == 1)
  }

  @Test func moreRequestsThanMayWaitAreRejectedAtOnce() async {
    let context = context(answersAtOnce: 1)
    let first = ask("/one", of: context)
    while handler.begunCount < 1 { await Task.yield() }
    let waiting = (1...context.limits.waitingAnswers).map { ask("/\($0)", of: context) }
    // Until all have entered the queue, another one would still be admitted and wait for ever.
    while context.queuedCount < waiting.count { await Task.yield() }
    #expect(await ask("/other", of: context).value.status == 503)
    for client in waiting + [first] { client.cancel() }
    for client in waiting + [first] { #expect(await client.value.status == 504) }
  }
}
