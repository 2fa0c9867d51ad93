import AWS
import Failures
import Synchronization
import TestSupport
import Testing

@Suite struct CredentialsKeeperTests {
  private let clock = ManualClock("2026-01-26T12:00:00Z")

  @Test func keysWithoutAnEndAreAskedForOnce() async throws {
    let source = ListedCredentials([.test("A"), .test("B")])
    let keeper = keeper(source)
    for _ in 0..<3 { #expect(try await keeper.current().accessKeyID == "A") }
    clock.advance(by: .seconds(1_000_000))
    #expect(try await keeper.current().accessKeyID == "A")
    #expect(await source.loads == 1)
  }

  @Test func keysAreRenewedBeforeTheirEnd() async throws {
    let keeper = keeper(
      ListedCredentials([
        .test("A", until: "2026-01-26T13:00:00Z"), .test("B", until: "2026-01-26T14:00:00Z"),
      ]))
    #expect(try await keeper.current().accessKeyID == "A")
    clock.advance(by: .seconds(54 * 60))
    #expect(try await keeper.current().accessKeyID == "A")
    clock.advance(by: .seconds(61))
    #expect(try await keeper.current().accessKeyID == "B")
  }

  @Test func manyWhoAskAtOnceCauseOneRenewal() async throws {
    let source = ListedCredentials([.test("A"), .test("B")])
    let keeper = keeper(source)
    let found = try await withThrowingTaskGroup(of: AWSCredentials.self) { group in
      for _ in 0..<50 { group.addTask { try await keeper.current() } }
      return try await group.reduce(into: Set()) { $0.insert($1.accessKeyID) }
    }
    #expect(found == ["A"])
    #expect(await source.loads == 1)

    let rejected = try await keeper.current()
    let renewed = try await withThrowingTaskGroup(of: AWSCredentials.self) { group in
      for _ in 0..<50 { group.addTask { try await keeper.renewed(after: rejected) } }
      return try await group.reduce(into: Set()) { $0.insert($1.accessKeyID) }
    }
    #expect(renewed == ["B"])
    #expect(await source.loads == 2)
  }

  @Test func keysThatStillHoldOutliveASourceThatIsAway() async throws {
    let source = FailingCredentials(first: .test("A", until: "2026-01-26T12:02:00Z"))
    let keeper = keeper(source)
    #expect(try await keeper.current().accessKeyID == "A")
    for _ in 0..<3 {
      clock.advance(by: .seconds(20))
      #expect(try await keeper.current().accessKeyID == "A")
    }
    // It is left alone for a while after each time.
    #expect(try await keeper.current().accessKeyID == "A")
    #expect(source.loads == 4)
    clock.advance(by: .seconds(61))
    await #expect { try await keeper.current() } throws: {
      ($0 as? CredentialsError)?.code == .unreachable
    }
  }

  private func keeper(_ source: any CredentialsSource) -> CredentialsKeeper {
    CredentialsKeeper(source, clock: clock.clock)
  }
}

/// Gives credentials once and is away from then on.
private final class FailingCredentials: CredentialsSource {
  let name = "a source that is away"
  private let first: AWSCredentials
  private let count = Atomic(0)

  init(first: AWSCredentials) { self.first = first }

  var loads: Int { count.load(ordering: .relaxed) }

  func load() async throws(CredentialsError) -> AWSCredentials? {
    if count.add(1, ordering: .relaxed).newValue == 1 { return first }
    throw CredentialsError(code: .unreachable, place: name, reason: "it is away")
  }
}
