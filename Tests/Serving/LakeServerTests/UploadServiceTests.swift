import Bytes
import Concurrency
import HTTP
import HTTPAPI
import SnapshotIngestion
import Storage
import TestSupport
import Testing

@testable import LakeServer

@Suite(.timeLimit(.minutes(1))) struct UploadServiceTests {
  private func request(_ query: String) throws -> UploadRequest {
    try UploadRequest(.upload(query))
  }

  /// To find out where an upload belongs may mean to inflate a gigabyte: eight at once would take
  /// eight of them, and every thread that answers are worked out on.
  @Test func anUploadIsNotLookedAtBeforeItsTurn() async throws {
    let limiter = ConcurrencyLimiter(atOnce: 1, waiting: 8)
    let service = UploadService(
      LakeIngestion(
        store: DirectoryStore(root: "/nowhere"), settings: IngestionSettings(), limiter: limiter,
        changed: {}, report: { _ in }),
      maxBytes: 1_000)
    let request = try request("file=players.csv")
    let uploads = try await limiter.run {
      let uploads = (0..<8).map { _ in
        Task { try await service.handle(SharedBytes(Array("id,name\n7,a\n".utf8)), of: request) }
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

@Suite struct UploadAnswerTests {
  private func incoming(
    _ query: String, of service: UploadService
  ) throws -> IncomingBody { service.accept(try UploadRequest(.upload(query))) }

  @Test func anUploadThatIsAcceptedIsCreated() async throws {
    try await withTemporaryLake { store async throws in
      let told = Told()
      let service = UploadService(told.ingestion(into: store), maxBytes: 1_000)
      let response = try await send(
        "id,power\n7,1\n8,2\n",
        to: incoming("file=players.csv&kingdom=51&date=2026-01-26", of: service))
      #expect(response.status == 201)
      let path = try #require(response.headers["Location"])
      #expect(path.hasPrefix("/v1/kingdoms/51/uploads/2026-01-26/"))
      #expect(told.messages.count == 1)
      #expect(
        told.messages.first?.hasSuffix("players.csv, kingdom 51, 2026-01-26, accepted, 2 players")
          == true)
      #expect(told.changeCount == 1)
    }
  }

  @Test func ofTwoUploadsOfTheSameMomentTheLaterOneStays() async throws {
    try await withTemporaryLake { store async throws in
      let service = UploadService(Told().ingestion(into: store), maxBytes: 1_000)
      var paths: [String] = []
      for row in ["7,1", "8,2"] {
        let response = try await send(
          "id,power\n\(row)\n",
          to: incoming("file=players.csv&kingdom=51&date=2026-01-26", of: service))
        paths.append(try #require(response.headers["Location"]))
      }
      #expect(Set(paths).count == 2)
      #expect(paths == paths.sorted())
    }
  }

  @Test func anUploadThatIsRefusedIsToldWhy() async throws {
    try await withTemporaryLake { store async throws in
      let told = Told()
      let service = UploadService(told.ingestion(into: store), maxBytes: 1_000)
      let response = try await send(
        "name\nAnna\n", to: incoming("file=players.csv&kingdom=51&date=2026-01-26", of: service))
      #expect(response.status == 422)
      let body = String(decoding: response.bytes, as: UTF8.self)
      #expect(body.contains(#""code":"upload_refused""#))
      #expect(body.contains(#""report":{"#))
      #expect(told.messages.first?.contains("refused: ") == true)
    }
  }

  @Test(arguments: [
    ("file=players.csv", "id\n7\n", "place_unknown", #""needs":["kingdom","date"]"#),
    ("file=players.csv&kingdom=51", "id\n7\n", "place_unknown", #""needs":["date"]"#),
    (
      "file=TOP300-2026-01-12-51.csv&kingdom=52", "id\n7\n", "place_contradicted",
      "the request says 52"
    ),
  ])
  func anUploadThatDoesNotTellWhereItGoesIsAskedAbout(
    query: String, body: String, code: String, part: String
  ) async throws {
    try await withTemporaryLake { store async throws in
      let told = Told()
      let service = UploadService(told.ingestion(into: store), maxBytes: 1_000)
      let response = try await send(body, to: incoming(query, of: service))
      #expect(response.status == 422)
      let text = String(decoding: response.bytes, as: UTF8.self)
      #expect(text.contains(#""code":"\#(code)""#) && text.contains(part))
      #expect(told.changeCount == 0)
    }
  }

  @Test func moreBytesThanMayBeAreNotTaken() async throws {
    try await withTemporaryLake { store async throws in
      let service = UploadService(Told().ingestion(into: store), maxBytes: 10)
      let error = await #expect(throws: ProblemDetails.self) {
        try await send("id,power\n7,1\n", to: incoming("file=players.csv", of: service))
      }
      #expect(error?.code == "upload_too_large")
    }
  }

  @Test func moreUploadsThanMayBeAreToldToComeLater() async throws {
    try await withTemporaryLake { store async throws in
      let service = UploadService(Told().ingestion(into: store), maxBytes: 10)
      let incoming = try incoming("file=players.csv", of: service)
      var held = try (0..<LakeIngestion.maxUploads).map { _ in
        try incoming.begin(.unknown) { _ in }
      }
      let error = #expect(throws: ProblemDetails.self) { try incoming.begin(.unknown) { _ in } }
      #expect(error?.code == "too_many_uploads")
      held.removeLast()
      #expect(throws: Never.self) { try incoming.begin(.unknown) { _ in } }
    }
  }

  @Test func aLakeThatCannotBeWrittenIsSaidSo() throws {
    let told = Told()
    let service = UploadService(
      told.ingestion(into: DirectoryStore(root: "/nowhere")), maxBytes: 10)
    let incoming = try incoming("file=players.csv", of: service)
    let error = #expect(throws: ProblemDetails.self) { try incoming.begin(.unknown) { _ in } }
    #expect(error?.code == "lake_unavailable")
    #expect(told.messages.first?.hasPrefix("error: /nowhere") == true)
  }
}
