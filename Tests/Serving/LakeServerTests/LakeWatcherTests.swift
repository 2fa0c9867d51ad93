import Bytes
import DataLake
import Foundation
import SnapshotIngestion
import Storage
import TestSupport
import Testing

@testable import LakeServer

#if os(Linux)
  @Suite(.timeLimit(.minutes(1))) struct LakeWatcherTests {
    private let place = "source=rok_players/kingdom=51/dt=2026-01-26"

    @Test func whatComesAndGoesIsToldWhoeverDoesIt() async throws {
      try await withTemporaryLake { store async throws in
        let (events, continuation) = AsyncStream.makeStream(of: LakeEvent?.self)
        let made = LakeWatcher(
          root: store.root, report: { _ in }, changed: { continuation.yield($0) })
        let watcher = try #require(made)
        defer { watcher.cancel() }
        var iterator = events.makeAsyncIterator()
        func next() async -> String? { await iterator.next()??.text }

        try store.write("x", to: "inbox/\(place)/players.csv")
        try store.write("x", to: "curated/\(place)/players.parquet")
        let snapshot = "event: snapshot\ndata: {\"kingdom\":51,\"date\":\"2026-01-26\"}\n\n"
        #expect(await next() == snapshot)
        try store.write("x", to: "reports/\(place)/run_ts=20260126T153012Z/report.json")
        #expect(await next()?.hasPrefix("event: upload\n") == true)
        try FileManager.default.removeItem(
          atPath: "\(store.root)/curated/\(place)/players.parquet")
        #expect(await next() == snapshot)
      }
    }

    @Test func aLakeThatIsNotThereCannotBeWatched() {
      #expect(LakeWatcher(root: "/nowhere", report: { _ in }, changed: { _ in }) == nil)
    }
  }

  @Suite(.timeLimit(.minutes(1))) struct InboxServiceTests {
    @Test func whatLiesInTheInboxAndWhatIsDroppedThereIsIngested() async throws {
      try await withTemporaryLake { store async throws in
        let folder = "inbox/source=rok_players/kingdom=51"
        try store.write("id\n7\n", to: "\(folder)/dt=2026-01-19/players.csv")
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        let ingestion = LakeIngestion(
          store: store, settings: IngestionSettings(), changed: {},
          report: { continuation.yield($0) })
        let service = try InboxService(ingestion)
        let running = Task { try await service.run() }
        var iterator = lines.makeAsyncIterator()
        #expect(
          await iterator.next()?.contains("dt=2026-01-19/players.csv accepted, 1 player") == true)
        try store.write("id\n7\n8\n", to: "\(folder)/dt=2026-01-26/players.csv")
        #expect(
          await iterator.next()?.contains("dt=2026-01-26/players.csv accepted, 2 players") == true)
        running.cancel()
        try await running.value
      }
    }
  }
#endif

@Suite struct ReceivedFileTests {
  @Test func whatWasWrittenIsReadAndNothingIsLeftBehind() async throws {
    try await withTemporaryLake { store async throws in
      let file = try ReceivedFile(in: store.root)
      for text in ["one", "", "two"] {
        try Array(text.utf8).withUnsafeBytes { bytes in try file.write(bytes) }
      }
      #expect(try file.bytes().array == Array("onetwo".utf8))
      #expect(try FileManager.default.contentsOfDirectory(atPath: store.root).isEmpty)
    }
  }

  @Test func anEmptyFileHasNoBytes() async throws {
    try await withTemporaryLake { store async throws in
      #expect(try ReceivedFile(in: store.root).bytes().array.isEmpty)
    }
  }

  @Test func aFolderThatIsNotThereIsAnError() {
    #expect(throws: ObjectStoreError.self) { try ReceivedFile(in: "/nowhere") }
  }
}
