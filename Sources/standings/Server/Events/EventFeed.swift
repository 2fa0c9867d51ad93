#if Server
  import Synchronization

  /// Hands events of the lake to whoever subscribed to them.
  final class EventFeed: Sendable {
    private struct State {
      var subscriptions: [Int: EventSubscription] = [:]
      var nextNumber = 0
    }

    private let state = Mutex(State())
    private let mostSubscribers: Int

    init(mostSubscribers: Int) { self.mostSubscribers = mostSubscribers }

    /// - Parameter wake: told, from any thread, that events wait which did not before.
    /// - Returns: `nil` where there are too many subscribers already.
    func subscribe(wake: @escaping @Sendable () -> Void) -> EventSubscription? {
      state.withLock { state in
        guard state.subscriptions.count < mostSubscribers else { return nil }
        let subscription = EventSubscription(number: state.nextNumber, wake: wake)
        state.subscriptions[state.nextNumber] = subscription
        state.nextNumber += 1
        return subscription
      }
    }

    func end(_ subscription: EventSubscription) {
      state.withLock { _ = $0.subscriptions.removeValue(forKey: subscription.number) }
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
#endif
