import Concurrency
import HTTPAPI
import Synchronization

/// The open sockets and event streams, shared fairly among clients.
///
/// At the limit, a new one replaces one of the client with the most: at once if that client would
/// still have more than the newcomer's, otherwise after a while.
final class UpdateSeats: Sendable {
  typealias Instant = ContinuousClock.Instant

  private struct State {
    var slots: FairSlots<ClientAddress>
    var holders: [Int: @Sendable () -> Void] = [:]
  }

  /// Min time before another client with an equal share may take a seat.
  private static let tenure = Duration.seconds(30)

  private let state: Mutex<State>

  init(capacity: Int) { state = Mutex(State(slots: FairSlots(capacity: capacity))) }

  var count: Int { state.withLock { $0.slots.count } }

  /// - Parameter evicted: called if the seat goes to another client.
  /// - Returns: `nil` if there is no seat.
  func take(
    for client: ClientAddress, at now: Instant = .now, evicted: @escaping @Sendable () -> Void
  ) -> Int? {
    let (slot, replaced) = state.withLock { state -> (Int?, (@Sendable () -> Void)?) in
      let grant = state.slots.take(for: client, at: now) { candidate in
        guard candidate.isOverShare || candidate.age >= Self.tenure else { return nil }
        return candidate.age / .seconds(1)
      }
      guard let grant else { return (nil, nil) }
      state.holders[grant.slot] = evicted
      return (grant.slot, grant.replaced.flatMap { state.holders.removeValue(forKey: $0) })
    }
    replaced?()
    return slot
  }

  func free(_ slot: Int) {
    state.withLock {
      $0.slots.free(slot)
      $0.holders[slot] = nil
    }
  }
}
