import Concurrency
import Testing

@Suite struct FairSlotsTests {
  private static let start = ContinuousClock.now

  /// Slots in which each of some clients has come a second after the one before.
  private func slots(of clients: String, capacity: Int) throws -> FairSlots<Character> {
    var slots = FairSlots<Character>(capacity: capacity)
    for (second, client) in clients.enumerated() {
      let now = Self.start + .seconds(second)
      let grant = try #require(slots.take(for: client, at: now) { _ in nil })
      #expect(grant == .init(slot: second, replaced: nil))
    }
    return slots
  }

  @Test func oneClientMayHaveAllSlotsThatNobodyElseWants() throws {
    var slots = try slots(of: "aaaa", capacity: 4)
    #expect(slots.take(for: "a", at: Self.start) { _ in nil } == nil)
    #expect(slots.count == 4)
  }

  @Test(arguments: [
    // The oldest of the client that holds the most.
    ("baaa", Character("c"), 1), ("aaba", "b", 0),
    // Both would hold as many afterwards as before, only the other way around.
    ("abcd", "e", nil), ("aabb", "a", nil), ("abab", "c", 0),
  ])
  func aNewcomerReplacesWhoHoldsMore(
    _ holders: String, _ newcomer: Character, _ replaced: Int?
  ) throws {
    var slots = try slots(of: holders, capacity: 4)
    let grant = slots.take(for: newcomer, at: Self.start + .seconds(10)) { candidate in
      candidate.isOverShare ? candidate.age / .seconds(1) : nil
    }
    #expect(grant?.replaced == replaced)
    #expect((grant != nil) == (replaced != nil))
    #expect(slots.count == 4)
  }

  @Test func aSlotIsFreedOnce() throws {
    var slots = try slots(of: "aa", capacity: 2)
    slots.free(0)
    slots.free(0)
    #expect(slots.count == 1)
    #expect(slots.take(for: "b", at: Self.start) { _ in nil }?.replaced == nil)
    #expect(slots.take(for: "b", at: Self.start) { _ in nil } == nil)
  }
}
