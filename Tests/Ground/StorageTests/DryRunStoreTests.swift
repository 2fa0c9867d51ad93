import Bytes
import Storage
import TestSupport
import Testing

@Suite struct RehearsedStoreTests {
  @Test func whatWouldBeWrittenIsKeptAsideAndJudgedByWhatStands() async throws {
    try await withTemporaryLake { lake async throws in
      _ = try await lake.put("raw/a", [SharedBytes("old")], when: .absent)
      let version = try #require(try await lake.head("raw/a")).version
      let store = DryRunStore(lake)
      let new = [SharedBytes("new")]
      #expect(try await store.put("raw/a", new, when: .absent) == .conditionFailed)
      #expect(store.takeWritten("raw/a") == nil)
      #expect(try await store.put("raw/a", new, when: .matches(version)) == .written)
      #expect(try await store.put("raw/b", new, when: .absent) == .written)
      #expect(try await store.put("raw/b", new, when: .matches(version)) == .conditionFailed)
      #expect(store.takeWritten("raw/a") == new)
      #expect(store.takeWritten("raw/a") == nil)
      #expect(try await store.get("raw/a") == SharedBytes("old"))
      #expect(try await store.list("raw/", delimited: false).keys == ["raw/a"])
      #expect(try await lake.head("raw/b") == nil)
    }
  }
}
