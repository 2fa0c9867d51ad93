import Bytes
import HTTPAPI
import NIOCore
import SnapshotAPI
import SnapshotQueries
import Storage
import Synchronization
import Testing

@testable import Commands

/// A store that answers a listing only once whoever asks is cancelled.
private final class HungStore: ObjectStore {
  let bytesWorthARead = 1
  private let counts = Mutex((begun: 0, cancelled: 0))

  var begunCount: Int { counts.withLock { $0.begun } }
  var cancelledCount: Int { counts.withLock { $0.cancelled } }

  func list(_ prefix: String, delimited: Bool) async throws -> ObjectListing {
    counts.withLock { $0.begun += 1 }
    let (never, end) = AsyncStream.makeStream(of: Void.self)
    for await _ in never {}
    withExtendedLifetime(end) {}
    counts.withLock { $0.cancelled += 1 }
    throw CancellationError()
  }

  func head(_ key: String) async throws -> ObjectInfo? { nil }

  func get(
    _ key: String, range: Range<Int>?, version: ObjectVersion?
  ) async throws -> SharedBytes { SharedBytes([UInt8]()) }

  func put(
    _ key: String, _ body: [SharedBytes], when condition: PutCondition
  ) async throws -> PutOutcome { .conditionFailed }

  func writer(for key: String) async throws -> any ObjectWriter { GatheredObject(key, for: self) }
}

@Suite(.timeLimit(.minutes(1))) struct ServerAnswersTests {
  private let store = HungStore()

  private func parts(answersAtOnce: Int) -> ServerParts {
    var limits = ServerLimits()
    limits.answersAtOnce = answersAtOnce
    let api = LeaderboardService(
      catalog: SnapshotCatalog(store: store), engine: ParquetEngine(store: store))
    return ServerParts(
      limits: limits, hosts: ServedHosts(listeningOn: "127.0.0.1"), api: api, log: nil,
      ready: ResponseCache(maxBytes: 0), events: nil, uploads: nil)
  }

  private func ask(_ path: String, of parts: ServerParts) -> Task<HTTPResponse, Never> {
    let key = AnswerKey(request: ByteBuffer(string: path), token: parts.ready.token)
    return Task { await parts.answer(HTTPRequest(path: path), as: key) }
  }

  @Test func anAnswerGoesOnUntilTheLastWhoWaitsForItHasLeft() async {
    let parts = parts(answersAtOnce: 8)
    let clients = (0..<10).map { _ in ask("/v1/kingdoms", of: parts) }
    while parts.waitingCount < clients.count { await Task.yield() }
    for client in clients.dropLast() { client.cancel() }
    for client in clients.dropLast() { #expect(await client.value.status == 504) }
    #expect((store.begunCount, store.cancelledCount) == (1, 0))
    clients.last?.cancel()
    #expect(await clients.last?.value.status == 504)
    #expect((store.begunCount, store.cancelledCount) == (1, 1))
  }

  @Test func questionsOfThoseWhoLeftNeverHaveTheirTurn() async {
    let parts = parts(answersAtOnce: 1)
    let first = ask("/v1/kingdoms", of: parts)
    while store.begunCount < 1 { await Task.yield() }
    let waiting = (1...200).map { ask("/v1/kingdoms/\($0)/snapshots", of: parts) }
    while parts.waitingCount < waiting.count + 1 { await Task.yield() }
    for client in waiting { client.cancel() }
    for client in waiting { #expect(await client.value.status == 504) }
    first.cancel()
    #expect(await first.value.status == 504)
    #expect(store.begunCount == 1)
  }

  @Test func moreQuestionsThanMayWaitAreRefusedAtOnce() async {
    let parts = parts(answersAtOnce: 1)
    let first = ask("/v1/kingdoms", of: parts)
    while store.begunCount < 1 { await Task.yield() }
    let waiting = (1...parts.limits.waitingAnswers).map {
      ask("/v1/kingdoms/\($0)/snapshots", of: parts)
    }
    while parts.waitingCount < waiting.count + 1 { await Task.yield() }
    #expect(await ask("/v1/kingdoms/5/uploads", of: parts).value.status == 503)
    for client in waiting + [first] { client.cancel() }
    for client in waiting + [first] { #expect(await client.value.status == 504) }
  }
}
