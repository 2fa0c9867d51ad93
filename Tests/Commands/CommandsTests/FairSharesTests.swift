import NIOCore
import Synchronization
import Testing

@testable import Commands

@Suite struct FairSharesTests {
  private static let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

  /// Shares in which each of some clients has come a second after the one before.
  private func shares(of clients: String, capacity: Int) throws -> FairShares<Character> {
    var shares = FairShares<Character>(capacity: capacity)
    for (second, client) in clients.enumerated() {
      let now = Self.start + .seconds(Int64(second))
      let grant = try #require(shares.take(for: client, at: now) { _ in nil })
      #expect(grant == .init(place: second, replaced: nil))
    }
    return shares
  }

  @Test func oneClientMayHaveAllPlacesThatNobodyElseWants() throws {
    var shares = try shares(of: "aaaa", capacity: 4)
    #expect(shares.take(for: "a", at: Self.start) { _ in nil } == nil)
    #expect(shares.count == 4)
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
    var shares = try shares(of: holders, capacity: 4)
    let grant = shares.take(for: newcomer, at: Self.start + .seconds(10)) { candidate in
      candidate.isOverShare ? Double(candidate.age.nanoseconds) : nil
    }
    #expect(grant?.replaced == replaced)
    #expect((grant != nil) == (replaced != nil))
    #expect(shares.count == 4)
  }

  @Test func aPlaceIsGivenBackOnce() throws {
    var shares = try shares(of: "aa", capacity: 2)
    shares.giveBack(0)
    shares.giveBack(0)
    #expect(shares.count == 1)
    #expect(shares.take(for: "b", at: Self.start) { _ in nil }?.replaced == nil)
    #expect(shares.take(for: "b", at: Self.start) { _ in nil } == nil)
  }
}

@Suite struct UploadSlotsTests {
  private static let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
  private static let late = start + UploadSlots.tenure
  private static let one = ClientAddress(try? SocketAddress(ipAddress: "192.0.2.1", port: 1))
  private static let other = ClientAddress(try? SocketAddress(ipAddress: "192.0.2.2", port: 1))

  private func slots(
    _ count: Int, of client: ClientAddress, in slots: UploadSlots
  ) throws -> [UploadSlot] {
    try (0..<count).map { _ in try #require(slots.take(for: client, at: Self.start)) }
  }

  @Test func aSlotIsFreeOnceNobodyHoldsIt() throws {
    let all = UploadSlots(2)
    do {
      let held = try slots(2, of: Self.one, in: all)
      #expect(all.take(for: Self.one, at: Self.start) == nil)
      #expect(all.takenCount == held.count)
    }
    #expect(all.takenCount == 0)
    #expect(all.take(for: Self.one, at: Self.start) != nil)
  }

  @Test func theSlowestMakesWayForAnybodyAfterAWhile() throws {
    let all = UploadSlots(3)
    let held = try slots(3, of: Self.one, in: all)
    for (slot, byteCount) in zip(held, [2_000_000, 100, 1_000]) { slot.received(byteCount) }
    #expect(all.take(for: Self.one, at: Self.start + .seconds(1)) == nil)
    let newcomer = all.take(for: Self.one, at: Self.late)
    #expect(newcomer != nil)
    #expect(held.map(\.isReplaced) == [false, true, false])
    #expect(all.takenCount == 3)
  }

  @Test func whoHoldsManyMakesWayForWhoHoldsFewHoweverQuickTheyAre() throws {
    let all = UploadSlots(3)
    let held = try slots(3, of: Self.one, in: all)
    for slot in held { slot.received(1 << 30) }
    #expect(all.take(for: Self.one, at: Self.late) == nil)
    let told = Mutex(0)
    let replaced = try #require(
      all.take(for: Self.other, at: Self.late) { told.withLock { $0 += 1 } })
    #expect(held.filter(\.isReplaced).count == 1)
    #expect(!replaced.isReplaced && told.withLock { $0 } == 0)
  }

  @Test func whatHasComeWholeIsHandled() throws {
    let all = UploadSlots(2)
    let held = try slots(2, of: Self.one, in: all)
    for slot in held { slot.becameWhole() }
    #expect(all.take(for: Self.other, at: Self.late) == nil)
  }

  @Test func whoMakesWayIsTold() throws {
    let all = UploadSlots(1)
    let told = Mutex(0)
    let slot = all.take(for: Self.one, at: Self.start) { told.withLock { $0 += 1 } }
    let newcomer = all.take(for: Self.other, at: Self.late)
    #expect(newcomer != nil && slot?.isReplaced == true)
    #expect(told.withLock { $0 } == 1)
  }
}

@Suite struct ClientAddressTests {
  @Test(arguments: [
    ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false),
    ("::ffff:192.0.2.1", "192.0.2.1", true),
    ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true),
    ("2001:db8:1:2::1", "2001:db8:1:3::1", false), ("::1", "127.0.0.1", false),
  ])
  func aClientIsAnAddressOrANetwork(_ one: String, _ other: String, _ isSame: Bool) throws {
    let addresses = try [(one, 1), (other, 2)].map {
      ClientAddress(try SocketAddress(ipAddress: $0.0, port: $0.1))
    }
    #expect((addresses[0] == addresses[1]) == isSame)
  }
}
