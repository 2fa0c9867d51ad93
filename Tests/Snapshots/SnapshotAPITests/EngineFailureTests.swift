import Datasets
import Failures
import HTTP
import HTTPAPI
import SQL
import SnapshotAPI
import SnapshotQueries
import Storage
import Synchronization
import TestSupport
import Testing
import Time

/// Knows every snapshot; what its boards are is up to the test.
private struct FailingEngine: BoardEngine {
  typealias Top = @Sendable (SnapshotHeader) async throws -> Leaderboard
  let top: Top

  func header(of snapshot: SnapshotID) async throws -> SnapshotHeader {
    SnapshotHeader(
      snapshot: snapshot, players: 10, runID: "r", ingestedAt: .epoch,
      version: ObjectVersion(tag: "1"))
  }

  func top(_ metric: Metric, of upload: SnapshotHeader, limit: Int) async throws -> Leaderboard {
    try await top(upload)
  }
}

/// What becomes of a request whose engine fails, or takes too long.
@Suite struct EngineFailureTests {
  private func text(_ answer: HTTPResponse) -> String {
    String(decoding: answer.bytes, as: UTF8.self)
  }

  /// Asks for a board of an engine whose boards come from `top`.
  private func askForBoard(
    within limit: Duration? = nil, _ top: @escaping FailingEngine.Top
  ) async throws -> HTTPResponse {
    let service = HTTPService(
      SnapshotService(
        catalog: SnapshotCatalog(store: DirectoryStore(root: "/nonexistent/lake")),
        engine: FailingEngine(top: top)))
    return await service.respond(
      to: HTTPRequest(
        path: "/v1/kingdoms/51/leaderboards/dkp", query: "date=2026-01-26"),
      within: limit)
  }

  @Test(
    arguments: [
      (.timedOut, 504, "query_timed_out", nil), (.throttled, 503, "query_throttled", "5"),
      (.failed, 502, "query_failed", nil), (.unreachable, 503, "query_unavailable", "5"),
      (.cancelled, 503, "query_unavailable", "5"),
    ] as [(SQLErrorCode, Int, String, String?)])
  func whatAQueryFailedOfIsTold(
    _ code: SQLErrorCode, status: Int, name: String, retryAfter: String?
  ) async throws {
    let answer = try await askForBoard { _ in throw SQLError(code: code, reason: "secret") }
    #expect(answer.status == status)
    #expect(text(answer).contains(#""code":"\#(name)""#))
    #expect(answer.headers["Retry-After"] == retryAfter)
    #expect(answer.headers["Content-Type"] == "application/problem+json")
    #expect(!text(answer).contains("secret"))
  }

  @Test func anAnswerThatIsLateIsGivenUp() async throws {
    let cancelled = Atomic(false)
    let answer = try await askForBoard(within: .milliseconds(20)) { upload in
      do {
        try await Task.sleep(for: .seconds(600))
      } catch {
        cancelled.store(true, ordering: .relaxed)
        throw error
      }
      return Leaderboard(snapshot: upload.snapshot, metric: .dkp, totalPlayers: 0, entries: [])
    }
    #expect(answer.status == 504)
    #expect(text(answer).contains(#""code":"query_timed_out""#))
    let wasCancelled = cancelled.load(ordering: .relaxed)
    #expect(wasCancelled)
  }

  @Test func anAnswerInTimeIsGiven() async throws {
    let answer = try await askForBoard(within: .seconds(600)) { upload in
      Leaderboard(snapshot: upload.snapshot, metric: .dkp, totalPlayers: 0, entries: [])
    }
    #expect(answer.status == 200)
  }

  @Test func aSnapshotThatChangedIsAskedForOnceMore() async throws {
    let attempts = Atomic(0)
    let answer = try await askForBoard { upload in
      if attempts.add(1, ordering: .relaxed).newValue == 1 {
        throw ObjectStoreError(code: .changed, place: "there", reason: "written again")
      }
      return Leaderboard(snapshot: upload.snapshot, metric: .dkp, totalPlayers: 0, entries: [])
    }
    #expect(answer.status == 200)
    let count = attempts.load(ordering: .relaxed)
    #expect(count == 2)
  }

  @Test func aSnapshotThatKeepsChangingIsForLater() async throws {
    let answer = try await askForBoard { _ in
      throw ObjectStoreError(code: .changed, place: "there", reason: "written again")
    }
    #expect(answer.status == 503)
    #expect(answer.headers["Retry-After"] == "1")
  }
}
