import Concurrency
import HTTPAPI
import Synchronization

/// How many uploads may be received, wait or be handled at once.
///
/// Once all slots are taken, an upload that has been coming for a while makes way for a new one
/// where it is slow, or where its client holds more slots than the client of the new one.
final class UploadSlots: Sendable {
  private struct State {
    var slots: FairSlots<ClientAddress>
    var arrivals: [Int: UploadArrival] = [:]
  }

  /// An upload may come for this long before it has to make way.
  static let tenure = Duration.seconds(10)
  /// An upload that is slower than this, in bytes a second, makes way for anybody.
  static let slowRate = 64.0 * 1024

  private let state: Mutex<State>

  init(_ maximum: Int) { state = Mutex(State(slots: FairSlots(capacity: maximum))) }

  /// - Parameter makeWay: told, from any thread, that the slot was given to another upload.
  /// - Returns: `nil` where no slot is free and nobody has to make way.
  func take(
    for client: ClientAddress, at now: ContinuousClock.Instant = .now,
    makeWay: @escaping @Sendable () -> Void = {}
  ) -> UploadSlot? {
    let arrival = UploadArrival(makeWay)
    let granted = state.withLock { state -> (slot: Int, replaced: UploadArrival?)? in
      let arrivals = state.arrivals
      let grant = state.slots.take(for: client, at: now) { candidate in
        arrivals[candidate.slot]?.weight(of: candidate)
      }
      guard let grant else { return nil }
      state.arrivals[grant.slot] = arrival
      return (grant.slot, grant.replaced.flatMap { state.arrivals.removeValue(forKey: $0) })
    }
    granted?.replaced?.isReplaced.store(true, ordering: .relaxed)
    granted?.replaced?.makeWay()
    return granted.map { UploadSlot(of: self, number: $0.slot, arrival) }
  }

  var takenCount: Int { state.withLock { $0.slots.count } }

  fileprivate func free(_ slot: Int) {
    state.withLock { state in
      state.slots.free(slot)
      state.arrivals[slot] = nil
    }
  }
}

/// How far an upload has come, for whoever decides which of them makes way.
private final class UploadArrival: Sendable {
  let makeWay: @Sendable () -> Void
  let byteCount = Atomic(0)
  let isWhole = Atomic(false)
  let isReplaced = Atomic(false)

  init(_ makeWay: @escaping @Sendable () -> Void) { self.makeWay = makeWay }

  /// The slower an upload is, the more readily it is replaced; one that has come whole never is.
  func weight(of candidate: FairSlots<ClientAddress>.Candidate) -> Double? {
    guard !isWhole.load(ordering: .relaxed), candidate.age >= UploadSlots.tenure else {
      return nil
    }
    let seconds = candidate.age / .seconds(1)
    let rate = Double(byteCount.load(ordering: .relaxed)) / seconds
    return candidate.isOverShare || rate < UploadSlots.slowRate ? -rate : nil
  }
}

/// That an upload is one of these, for as long as the value lives.
final class UploadSlot: Sendable {
  private let slots: UploadSlots
  private let number: Int
  private let arrival: UploadArrival

  fileprivate init(of slots: UploadSlots, number: Int, _ arrival: UploadArrival) {
    self.slots = slots
    self.number = number
    self.arrival = arrival
  }

  deinit { slots.free(number) }

  /// Whether the slot belongs to another upload by now.
  var isReplaced: Bool { arrival.isReplaced.load(ordering: .relaxed) }

  func received(_ byteCount: Int) { arrival.byteCount.store(byteCount, ordering: .relaxed) }

  /// Keeps the slot from being given to another upload: all of this one has come.
  func becameWhole() { arrival.isWhole.store(true, ordering: .relaxed) }
}
