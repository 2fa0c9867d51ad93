import Bytes
import Storage
import TestSupport
import Testing

/// A store behaves like a dictionary whose values get a new version with every write.
@Suite struct StoreModelTests {
  private static let keys = [
    "a", "b/1", "b/10", "b/2", "b/c/1", "b/c/d/1", "e=1/é", "e=1/e\u{301}", "e=1/ x.csv",
  ]

  @Test(arguments: 0..<6 as Range<UInt64>)
  func anySequenceOfWritesLeavesWhatADictionaryHas(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    try await withTemporaryLake { lake async throws in
      // By bytes: two spellings of a character are two keys.
      var model: [ExactText: String] = [:]
      var versions: [ExactText: ObjectVersion] = [:]
      for step in 0..<60 {
        let key = Self.keys[Int.random(in: Self.keys.indices, using: &random)]
        let exact = ExactText(key)
        let condition: PutCondition
        let holds: Bool
        switch Int.random(in: 0..<3, using: &random) {
        case 0: (condition, holds) = (.always, true)
        case 1: (condition, holds) = (.absent, model[exact] == nil)
        default:
          let isCurrent = Bool.random(using: &random)
          let version = isCurrent ? versions[exact] : nil
          condition = .matches(version ?? ObjectVersion(tag: "none"))
          holds = version != nil
        }
        let outcome = try await lake.put(
          key, [SharedBytes("\(step)"), SharedBytes(key)], when: condition)
        #expect(outcome == (holds ? .written : .conditionFailed), "\(key) \(condition)")
        if holds { model[exact] = "\(step)\(key)" }
        let info = try await lake.head(key)
        #expect(info?.byteCount == model[exact]?.utf8.count)
        if holds { #expect(info?.version != versions[exact]) }
        versions[exact] = info?.version
      }
      for (key, content) in model {
        #expect(try await lake.get(key.text) == SharedBytes(content))
      }
      let listed = try await lake.list("", delimited: false).keys.map { ExactText($0) }
      let expected = model.keys.sorted {
        $0.text.utf8.lexicographicallyPrecedes($1.text.utf8)
      }
      #expect(listed == expected)
    }
  }

  /// What stands under the key, the condition, and whether the write happens.
  @Test(
    arguments: [
      (nil, "always", true), (nil, "absent", true), (nil, "current", false),
      ("old", "always", true), ("old", "absent", false), ("old", "current", true),
      ("old", "former", false),
    ] as [(String?, String, Bool)])
  func aConditionIsJudgedByWhatStands(
    standing: String?, condition: String, isWritten: Bool
  ) async throws {
    try await withTemporaryLake { lake async throws in
      var former = ObjectVersion(tag: "none")
      if let standing {
        _ = try await lake.put("x/y", [SharedBytes("first")], when: .always)
        former = try #require(try await lake.head("x/y")).version
        _ = try await lake.put("x/y", [SharedBytes(standing)], when: .always)
      }
      let current = try await lake.head("x/y")?.version ?? former
      let conditions: [String: PutCondition] = [
        "always": .always, "absent": .absent, "current": .matches(current),
        "former": .matches(former),
      ]
      let put = try #require(conditions[condition])
      // A store of a dry run, gathered pieces, and pieces in a file judge alike.
      let dry = DryRunStore(lake)
      #expect(try await dry.put("x/y", [SharedBytes("new")], when: put) == outcome(isWritten))
      #expect((dry.takeWritten("x/y") != nil) == isWritten)
      let gathered = GatheredObject("x/y", for: dry)
      #expect(try await gathered.commit(when: put) == outcome(isWritten))
      let writer = try await lake.writer(for: "x/y")
      try await writer.write([SharedBytes("new")])
      #expect(try await writer.commit(when: put) == outcome(isWritten))
      let now = isWritten ? "new" : standing
      #expect(try await lake.head("x/y")?.byteCount == now?.utf8.count)
    }
  }

  private func outcome(_ isWritten: Bool) -> PutOutcome { isWritten ? .written : .conditionFailed }

  /// Compare-and-swap loses no step of any of the tasks that count at once.
  @Test func aCounterOfManyTasksCountsEachStep() async throws {
    try await withTemporaryLake { lake async throws in
      _ = try await lake.put("counter", [SharedBytes("0")], when: .absent)
      let (tasks, steps) = (6, 10)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<tasks {
          group.addTask { for _ in 0..<steps { try await Self.count(in: lake) } }
        }
        try await group.waitForAll()
      }
      #expect(try await lake.get("counter") == SharedBytes("\(tasks * steps)"))
    }
  }

  private static func count(in lake: DirectoryStore) async throws {
    while true {
      let reader = try #require(try await ObjectReader("counter", in: lake))
      guard let bytes = try? await reader.read(0..<reader.byteCount) else { continue }
      let number = try #require(Int(String(decoding: bytes.array, as: UTF8.self)))
      let next = [SharedBytes("\(number + 1)")]
      let outcome = try await lake.put("counter", next, when: .matches(reader.info.version))
      if outcome == .written { return }
    }
  }
}

/// Parts of objects.
@Suite struct ObjectRangeTests {
  @Test(arguments: [
    (0..<6, "onetwo"), (0..<0, ""), (2..<4, "et"), (5..<6, "o"), (6..<6, ""), (4..<99, "wo"),
    (7..<9, ""), (0..<Int.max, "onetwo"),
  ])
  func aRangeIsClampedToTheObject(range: Range<Int>, content: String) async throws {
    try await withTemporaryLake { lake async throws in
      _ = try await lake.put("a", [SharedBytes("one"), SharedBytes("two")], when: .always)
      #expect(try await lake.get("a", range: range, version: nil) == SharedBytes(content))
    }
  }

  /// The pieces are "one", "", "two" and "three".
  @Test(arguments: [
    (0..<11, "onetwothree"), (0..<3, "one"), (1..<2, "n"), (2..<4, "et"), (3..<6, "two"),
    (5..<8, "oth"), (1..<10, "netwothre"), (4..<4, ""), (11..<11, ""),
  ])
  func aRangeOfGatheredPiecesIsThatOfTheirSum(range: Range<Int>, content: String) async throws {
    let gathered = GatheredObject("a", for: EmptyStore())
    await gathered.write(["one", "", "two"].map { SharedBytes($0) })
    await gathered.write([SharedBytes("three")])
    #expect(await gathered.read(range) == SharedBytes(content))
  }

  @Test func aReaderReadsOneVersionOrFails() async throws {
    try await withTemporaryLake { lake async throws in
      #expect(try await ObjectReader("a", in: lake) == nil)
      _ = try await lake.put("a", [SharedBytes("first")], when: .always)
      let reader = try #require(try await ObjectReader("a", in: lake))
      #expect(reader.byteCount == 5 && reader.bytesWorthARead == lake.bytesWorthARead)
      #expect(try await reader.read(1..<3) == SharedBytes("ir"))
      // Of the same length, so that only the version tells.
      _ = try await lake.put("a", [SharedBytes("other")], when: .always)
      await #expect(throws: (any Error).self) { try await reader.read(1..<3) }
      let again = try #require(try await ObjectReader("a", in: lake))
      #expect(try await again.read(0..<5) == SharedBytes("other"))
    }
  }

  @Test func anEmptyStoreHasNothingAndTakesNothing() async throws {
    let store = EmptyStore()
    #expect(try await store.head("a") == nil)
    #expect(try await store.list("", delimited: false) == ObjectListing())
    #expect(try await store.folders(below: "a/") == [])
    await #expect(throws: (any Error).self) { try await store.get("a") }
    await #expect(throws: (any Error).self) { try await store.put("a", [], when: .always) }
    let writer = try await store.writer(for: "a")
    try await writer.write([SharedBytes("x")])
    await #expect(throws: (any Error).self) { try await writer.commit(when: .always) }
  }
}
