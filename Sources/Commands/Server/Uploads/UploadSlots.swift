import NIOCore
import Synchronization

/// How many uploads may be received, wait or be handled at once.
///
/// Once all slots are taken, an upload that has been coming for a while makes way for a new one
/// where it is slow, or where its client holds more slots than the client of the new one.
final class UploadSlots: Sendable {
  private struct State {
    var shares: FairShares<ClientAddress>
    var arrivals: [Int: UploadArrival] = [:]
  }

  /// An upload may come for this long before it has to make way.
  static let tenure = TimeAmount.seconds(10)
  /// An upload that is slower than this, in bytes a second, makes way for anybody.
  static let slowRate = 64.0 * 1024

  private let state: Mutex<State>

  init(_ maximum: Int) { state = Mutex(State(shares: FairShares(capacity: maximum))) }

  /// - Parameter makeWay: told, from any thread, that the slot was given to another upload.
  /// - Returns: `nil` where no slot is free and nobody has to make way.
  func take(
    for client: ClientAddress, at now: NIODeadline = .now(),
    makeWay: @escaping @Sendable () -> Void = {}
  ) -> UploadSlot? {
    let arrival = UploadArrival(makeWay)
    let grant = state.withLock { state -> (place: Int, replaced: UploadArrival?)? in
      let arrivals = state.arrivals
      let grant = state.shares.take(for: client, at: now) { candidate in
        arrivals[candidate.place]?.weight(of: candidate)
      }
      guard let grant else { return nil }
      state.arrivals[grant.place] = arrival
      return (grant.place, grant.replaced.flatMap { state.arrivals.removeValue(forKey: $0) })
    }
    grant?.replaced?.isReplaced.store(true, ordering: .relaxed)
    grant?.replaced?.makeWay()
    return grant.map { UploadSlot(of: self, place: $0.place, arrival) }
  }

  var takenCount: Int { state.withLock { $0.shares.count } }

  fileprivate func giveBack(_ place: Int) {
    state.withLock { state in
      state.shares.giveBack(place)
      state.arrivals[place] = nil
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
  func weight(of candidate: FairShares<ClientAddress>.Candidate) -> Double? {
    guard !isWhole.load(ordering: .relaxed), candidate.age >= UploadSlots.tenure else {
      return nil
    }
    let seconds = Double(candidate.age.nanoseconds) / 1e9
    let rate = Double(byteCount.load(ordering: .relaxed)) / seconds
    return candidate.isOverShare || rate < UploadSlots.slowRate ? -rate : nil
  }
}

/// That an upload is one of these, for as long as the value lives.
final class UploadSlot: Sendable {
  private let slots: UploadSlots
  private let place: Int
  private let arrival: UploadArrival

  fileprivate init(of slots: UploadSlots, place: Int, _ arrival: UploadArrival) {
    self.slots = slots
    self.place = place
    self.arrival = arrival
  }

  deinit { slots.giveBack(place) }

  /// Whether the slot belongs to another upload by now.
  var isReplaced: Bool { arrival.isReplaced.load(ordering: .relaxed) }

  func received(_ byteCount: Int) { arrival.byteCount.store(byteCount, ordering: .relaxed) }

  /// Keeps the slot from being given to another upload: all of this one has come.
  func becameWhole() { arrival.isWhole.store(true, ordering: .relaxed) }
}
