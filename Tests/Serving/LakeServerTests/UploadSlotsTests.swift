import HTTPAPI
import Synchronization
import Testing

@testable import LakeServer

@Suite struct UploadSlotsTests {
  private static let start = ContinuousClock.now
  private static let late = start + UploadSlots.tenure
  private static let one = ClientAddress.ipv4([192, 0, 2, 1])
  private static let other = ClientAddress.ipv4([192, 0, 2, 2])

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
