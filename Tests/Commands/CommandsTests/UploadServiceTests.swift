import Bytes
import Concurrency
import HTTP
import HTTPAPI
import SnapshotAPI
import SnapshotIngestion
import Storage
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(1))) struct UploadDeskTests {
  private func request(_ query: String) throws -> UploadRequest {
    let headers: HTTPFields = ["host": "localhost", "content-type": "application/octet-stream"]
    return try UploadRequest(
      HTTPRequest(method: .post, path: "/v1/uploads", query: query, headers: headers),
      maxBytes: 1_000)
  }

  /// To find out where an upload belongs may mean to inflate a gigabyte: eight at once would take
  /// eight of them, and every thread that answers are worked out on.
  @Test func anUploadIsNotLookedAtBeforeItsTurn() async throws {
    let limiter = ConcurrencyLimiter(atOnce: 1, waiting: 8)
    let desk = UploadService(
      store: DirectoryStore(root: "/nowhere"), settings: IngestionSettings(), maxBytes: 1_000,
      maxAtOnce: 8, limiter: limiter, changed: {})
    let request = try request("file=players.csv")
    let uploads = try await limiter.run {
      let uploads = (0..<8).map { _ in
        Task { try await desk.handle(SharedBytes(Array("id,name\n7,a\n".utf8)), of: request) }
      }
      // Nothing in the file tells its kingdom: looked at too early, it is refused too early.
      while limiter.waitingCount < uploads.count { await Task.yield() }
      return uploads
    }
    for upload in uploads {
      let error = await #expect(throws: ProblemDetails.self) { try await upload.value }
      #expect(error?.code == "place_unknown")
    }
  }
}
