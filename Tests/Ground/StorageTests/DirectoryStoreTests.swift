import Bytes
import Failures
import Storage
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct DirectoryStoreTests {
  @Test func whatWasPutIsThereWhole() async throws {
    try await withTemporaryLake { store async throws in
      #expect(
        try await store.put("a/b/c.csv", [.init("one"), .init("two")], when: .always) == .written)
      #expect(try await store.get("a/b/c.csv") == SharedBytes("onetwo"))
      #expect(try await store.get("a/b/c.csv", range: 2..<4, version: nil) == SharedBytes("et"))
      #expect(try await store.get("a/b/c.csv", range: 4..<99, version: nil) == SharedBytes("wo"))
      #expect(try await store.head("a/b/c.csv")?.byteCount == 6)
    }
  }

  @Test(arguments: [4 << 20, 5_000_001])
  func aLargeMappedFileIsCopiedWhole(_ byteCount: Int) async throws {
    try await withTemporaryLake { lake async throws in
      let content = (0..<byteCount).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      _ = try await lake.put("inbox/large", [SharedBytes(content)], when: .always)
      let mapped = try LocalFile.read("\(lake.root)/inbox/large")
      // Behind a few bytes, the position is no longer one that can be written to directly.
      for (key, body) in [("raw/a", [mapped]), ("raw/b", [SharedBytes("id"), mapped])] {
        _ = try await lake.put(key, body, when: .absent)
        #expect(try await lake.get(key).array == body.flatMap(\.array))
      }
    }
  }

  @Test func anObjectThatIsPutOnceIsNeverWrittenAgain() async throws {
    try await withTemporaryLake { store async throws in
      #expect(try await store.put("raw/a", [.init("first")], when: .absent) == .written)
      #expect(try await store.put("raw/a", [.init("second")], when: .absent) == .conditionFailed)
      #expect(try await store.get("raw/a") == SharedBytes("first"))
    }
  }

  @Test func aSwapNeedsTheVersionThatWasSeen() async throws {
    try await withTemporaryLake { store async throws in
      _ = try await store.put("curated/a", [.init("first")], when: .always)
      let seen = try #require(try await store.head("curated/a")?.version)
      #expect(try await store.put("curated/a", [.init("2nd")], when: .matches(seen)) == .written)
      #expect(
        try await store.put("curated/a", [.init("3rd")], when: .matches(seen)) == .conditionFailed)
      await #expect(throws: ObjectStoreError.self) {
        try await store.get("curated/a", range: nil, version: seen)
      }
    }
  }

  @Test func ofManyWritersOneWins() async throws {
    try await withTemporaryLake { store async throws in
      let outcomes = try await withThrowingTaskGroup(of: PutOutcome.self) { group in
        for writer in 0..<16 {
          group.addTask { try await store.put("x/y", [.init("\(writer)")], when: .absent) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(outcomes.count { $0 == .written } == 1)
    }
  }

  @Test func listingsAreSortedAndLeaveOutWhatIsHidden() async throws {
    try await withTemporaryLake { store async throws in
      for key in ["b/2", "b/10", "a/1", "a/x/1"] {
        _ = try await store.put(key, [.init("")], when: .always)
      }
      close(open("\(store.root)/a/.1.partial", O_CREAT | O_WRONLY, 0o644))
      #expect(try await store.list("", delimited: false).keys == ["a/1", "a/x/1", "b/10", "b/2"])
      #expect(
        try await store.list("a/", delimited: true)
          == ObjectListing(keys: ["a/1"], folders: ["a/x/"]))
      #expect(try await store.folders(below: "") == ["a", "b"])
      #expect(try await store.list("missing/", delimited: true) == ObjectListing())
    }
  }

  @Test func whatAKilledWriterLeftBehindIsTakenOver() async throws {
    try await withTemporaryLake { store async throws in
      _ = try await store.put("a/1", [.init("old")], when: .always)
      let partial = open("\(store.root)/a/.1.partial", O_CREAT | O_WRONLY, 0o644)
      write(partial, "half a fil", 10)
      close(partial)
      #expect(try await store.get("a/1") == SharedBytes("old"))
      _ = try await store.put("a/1", [.init("new")], when: .always)
      #expect(try await store.get("a/1") == SharedBytes("new"))
      #expect(access("\(store.root)/a/.1.partial", F_OK) != 0)
    }
  }

  @Test(arguments: ["", "../x", "a/../../x", "a//b", "a/.hidden", "/etc/passwd", "a/"])
  func noKeyReachesOutside(_ key: String) async throws {
    try await withTemporaryLake { store async throws in
      await #expect(throws: ObjectStoreError.self) { try await store.get(key) }
      await #expect(throws: ObjectStoreError.self) {
        try await store.put(key, [.init("x")], when: .always)
      }
    }
  }

  @Test func whatIsMissingIsSaidSo() async throws {
    try await withTemporaryLake { store async throws in
      #expect(try await store.head("a/b") == nil)
      await #expect { try await store.get("a/b") } throws: {
        ($0 as? ObjectStoreError)?.code == .notFound
      }
    }
    let nowhere = DirectoryStore(root: "/nonexistent/lake")
    await #expect { try await nowhere.list("", delimited: true) } throws: {
      ($0 as? ObjectStoreError)?.code == .unreachable
    }
  }
}
