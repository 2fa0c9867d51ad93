import Bytes
import Storage
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Objects that are written piece by piece: into a hidden file, or gathered in memory.
@Suite struct ObjectWriterTests {
  /// Hands over a lake with its own writers, and one whose objects are gathered.
  private func withLakes(
    _ body: (any ObjectStore, DirectoryStore) async throws -> Void
  ) async throws {
    try await withTemporaryLake { lake async throws in try await body(lake, lake) }
    try await withTemporaryLake { lake async throws in try await body(WatchedStore(lake), lake) }
  }

  @Test func anObjectIsSeenWhenItIsWholeAndNotBefore() async throws {
    try await withLakes { store, lake async throws in
      let writer = try await store.writer(for: "a/b/c")
      try await writer.write([.init("one"), .init("two")])
      try await writer.write([.init("three")])
      #expect(try await writer.read(2..<8) == SharedBytes("etwoth"))
      #expect(try await lake.list("", delimited: false).keys.isEmpty)
      #expect(try await writer.commit(when: .absent) == .written)
      #expect(try await lake.get("a/b/c") == SharedBytes("onetwothree"))
      #expect(try await writer.read(0..<3) == SharedBytes("one"))
    }
  }

  @Test func aConditionThatDoesNotHoldMayBeFollowedByAnother() async throws {
    try await withLakes { store, lake async throws in
      _ = try await lake.put("a/b", [.init("old")], when: .always)
      let writer = try await store.writer(for: "a/b")
      try await writer.write([.init("new")])
      #expect(try await writer.commit(when: .absent) == .conditionFailed)
      #expect(try await lake.get("a/b") == SharedBytes("old"))
      let standing = try #require(try await lake.head("a/b"))
      #expect(try await writer.commit(when: .matches(standing.version)) == .written)
      #expect(try await lake.get("a/b") == SharedBytes("new"))
    }
  }

  @Test func nothingIsLeftOfWhatIsNotCommitted() async throws {
    try await withTemporaryLake { lake async throws in
      do {
        let writer = try await lake.writer(for: "curated/a")
        try await writer.write([.init("x")])
        _ = try await writer.read(0..<1)
      }
      #expect(try FolderEntries(of: "", below: lake.root).entries.isEmpty)
      #expect(access("\(lake.root)/.a.partial", F_OK) != 0)
    }
  }

  @Test func whatAKilledProcessLeftIsRemovedWhereverItWasWritten() async throws {
    try await withTemporaryLake { lake async throws in
      let abandoned = ["", "curated/", "curated/x/"].map { "\(lake.root)/\($0).a.partial" }
      try lake.makeFolder("curated/x")
      for path in abandoned { close(open(path, O_CREAT | O_WRONLY, 0o644)) }
      let other = try await lake.writer(for: "a")
      let writer = try await lake.writer(for: "curated/x/a")
      #expect(abandoned.map { access($0, F_OK) } == [0, -1, 0])
      #expect(try await writer.commit(when: .absent) == .written)
      #expect(try await other.commit(when: .absent) == .written)
      #expect(abandoned.allSatisfy { access($0, F_OK) != 0 })
    }
  }

  @Test func severalMayWriteOneObjectAtOnce() async throws {
    try await withTemporaryLake { lake async throws in
      let first = try await lake.writer(for: "x/y")
      let second = try await lake.writer(for: "x/y")
      try await first.write([.init("first")])
      try await second.write([.init("second")])
      #expect(try await second.commit(when: .absent) == .written)
      #expect(try await first.commit(when: .absent) == .conditionFailed)
      #expect(try await first.commit(when: .always) == .written)
      #expect(try await lake.get("x/y") == SharedBytes("first"))
    }
  }

  /// Around the size of the blocks that go past the page cache, in pieces that do not fit them.
  @Test(arguments: [(1, 4 << 20), (3, 2_000_000), (9, 1_000_003), (2, 5 << 20), (700, 12_345)])
  func manyPiecesAreOneObject(_ count: Int, of byteCount: Int) async throws {
    try await withTemporaryLake { lake async throws in
      let pieces = (0..<count).map { piece in
        let words = (0...byteCount / 8).map { $0 &* 0x1E37_79B9_7F4A_7C15 &+ piece }
        return SharedBytes(words.withUnsafeBytes { Array($0.prefix(byteCount)) })
      }
      let writer = try await lake.writer(for: "a")
      for piece in pieces { try await writer.write([piece]) }
      #expect(try await writer.commit(when: .absent) == .written)
      #expect(try await lake.get("a") == SharedBytes(joining: pieces))
    }
  }

  @Test func aPlaceThatIsTakenIsSaidSo() async throws {
    try await withTemporaryLake { lake async throws in
      let writer = try await lake.writer(for: "a/b")
      try await writer.write([.init("x")])
      // Where the folder should be stands a file.
      _ = try await lake.put("a", [.init("")], when: .always)
      await #expect(throws: ObjectStoreError.self) { try await writer.commit(when: .absent) }
      #expect(try await lake.list("", delimited: false).keys == ["a"])
    }
  }
}
