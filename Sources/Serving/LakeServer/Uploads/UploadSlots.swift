import Concurrency
import HTTPAPI
import Synchronization

/// Limits the uploads that are received, wait or are handled.
///
/// When all slots are taken, an upload that has been coming for a while is replaced by a new one if
/// it is slow, or if its client holds more slots than the new one's.
final class UploadSlots: Sendable {
  private struct State {
    var slots: FairSlots<ClientAddress>
    var arrivals: [Int: UploadArrival] = [:]
  }

  /// Min time before an upload may be replaced.
  static let tenure = Duration.seconds(10)
  /// Slower uploads, in bytes per second, may be replaced by any client.
  static let slowRate = 64.0 * 1024

  private let state: Mutex<State>

  init(_ maximum: Int) { state = Mutex(State(slots: FairSlots(capacity: maximum))) }

  /// - Parameter makeWay: called, from any thread, when the slot was given to another upload.
  /// - Returns: `nil` if no slot is free and none can be replaced.
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

/// The progress of an upload, for deciding which one is replaced.
private final class UploadArrival: Sendable {
  let makeWay: @Sendable () -> Void
  let byteCount = Atomic(0)
  let isWhole = Atomic(false)
  let isReplaced = Atomic(false)

  init(_ makeWay: @escaping @Sendable () -> Void) { self.makeWay = makeWay }

  /// Slower uploads are replaced first; a complete one never is.
  func weight(of candidate: FairSlots<ClientAddress>.Candidate) -> Double? {
    guard !isWhole.load(ordering: .relaxed), candidate.age >= UploadSlots.tenure else {
      return nil
    }
    let seconds = candidate.age / .seconds(1)
    let rate = Double(byteCount.load(ordering: .relaxed)) / seconds
    return candidate.isOverShare || rate < UploadSlots.slowRate ? -rate : nil
  }
}

/// A slot, held for the lifetime of this value.
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

  /// Whether the slot belongs to another upload now.
  var isReplaced: Bool { arrival.isReplaced.load(ordering: .relaxed) }

  func received(_ byteCount: Int) { arrival.byteCount.store(byteCount, ordering: .relaxed) }

  /// Keeps the slot: the upload is complete.
  func becameWhole() { arrival.isWhole.store(true, ordering: .relaxed) }
}
