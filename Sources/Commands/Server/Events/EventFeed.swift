import NIOCore
import Synchronization

/// Hands events of the lake to whoever subscribed to them.
///
/// Where there are as many subscribers as there may be, a new one replaces the one that has
/// listened longest: at once where the client of that one holds more subscriptions than its own,
/// else after a while. The replaced client is told that events were missed, and comes again.
final class EventFeed: Sendable {
  private struct State {
    var shares: FairShares<ClientAddress>
    var subscriptions: [Int: EventSubscription] = [:]
  }

  /// A client may listen for this long before another of the same share takes its place.
  static let tenure = TimeAmount.seconds(30)

  private let state: Mutex<State>

  init(maxSubscribers: Int) {
    state = Mutex(State(shares: FairShares(capacity: maxSubscribers)))
  }

  /// - Parameter wake: told, from any thread, that events wait which did not before.
  /// - Returns: `nil` where there are too many subscribers already.
  func subscribe(
    from client: ClientAddress, at now: NIODeadline = .now(),
    wake: @escaping @Sendable () -> Void
  ) -> EventSubscription? {
    let granted = state.withLock { state -> (EventSubscription, replaced: EventSubscription?)? in
      let grant = state.shares.take(for: client, at: now) { candidate in
        guard candidate.isOverShare || candidate.age >= Self.tenure else { return nil }
        return Double(candidate.age.nanoseconds)
      }
      guard let grant else { return nil }
      let subscription = EventSubscription(number: grant.place, wake: wake)
      state.subscriptions[grant.place] = subscription
      let replaced = grant.replaced.flatMap { state.subscriptions.removeValue(forKey: $0) }
      return (subscription, replaced)
    }
    granted?.replaced?.overrun()
    return granted?.0
  }

  func end(_ subscription: EventSubscription) {
    state.withLock { state in
      state.shares.giveBack(subscription.number)
      state.subscriptions[subscription.number] = nil
    }
  }

  func tell(_ event: LakeEvent) {
    for subscription in subscriptions { subscription.add(event) }
  }

  /// Tells all subscribers that events were missed.
  func tellOfLoss() {
    for subscription in subscriptions { subscription.overrun() }
  }

  private var subscriptions: [EventSubscription] {
    state.withLock { Array($0.subscriptions.values) }
  }
}

/// What waits for one subscriber.
final class EventSubscription: Sendable {
  fileprivate let number: Int
  private let queue = Mutex(EventQueue())
  private let wake: @Sendable () -> Void

  fileprivate init(number: Int, wake: @escaping @Sendable () -> Void) {
    self.number = number
    self.wake = wake
  }

  fileprivate func add(_ event: LakeEvent) { change { $0.add(event) } }
  fileprivate func overrun() { change { $0.overrun() } }

  private func change(_ change: (inout EventQueue) -> Void) {
    let wasEmpty = queue.withLock { queue in
      defer { change(&queue) }
      return queue.isEmpty
    }
    if wasEmpty { wake() }
  }

  /// - Returns: `nil` where events were missed.
  func takeAll() -> [LakeEvent]? {
    queue.withLock { $0.isOverrun ? nil : $0.takeAll() }
  }
}
