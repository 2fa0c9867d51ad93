import Concurrency
package import HTTPAPI
import Synchronization

/// A server-sent event (HTML Living Standard, section 9.2).
package protocol ServerSentEvent: Hashable, Sendable {
  /// Its lines, including the terminating empty line.
  var text: String { get }
}

/// Sends events to its subscribers.
///
/// At the limit, a new subscriber replaces the one that has listened longest: at once if that one's
/// client holds more subscriptions than the new one's, otherwise after a while. The replaced stream
/// ends, and its client reconnects.
package final class EventFeed<Event: ServerSentEvent>: Sendable {
  typealias Instant = ContinuousClock.Instant

  private struct State {
    var slots: FairSlots<ClientAddress>
    var subscriptions: [Int: EventSubscription<Event>] = [:]
  }

  /// Min time before another client with an equal share may take the place.
  static var tenure: Duration { .seconds(30) }

  private let state: Mutex<State>

  package init(maxSubscribers: Int = 1_000) {
    state = Mutex(State(slots: FairSlots(capacity: maxSubscribers)))
  }

  /// The body of an answer that streams future events.
  package var stream: BodyStream {
    BodyStream(keepAlive: Array(":\n\n".utf8)) { client, wake throws(ProblemDetails) in
      guard let subscription = self.subscribe(from: client, wake: wake) else {
        throw .tooManySubscribers
      }
      return subscription
    }
  }

  /// - Parameter wake: called, from any thread, when the first event waits again.
  /// - Returns: `nil` if there are too many subscribers.
  func subscribe(
    from client: ClientAddress, at now: Instant = .now, wake: @escaping @Sendable () -> Void
  ) -> EventSubscription<Event>? {
    typealias Granted = (EventSubscription<Event>, replaced: EventSubscription<Event>?)
    let granted = state.withLock { state -> Granted? in
      let grant = state.slots.take(for: client, at: now) { candidate in
        guard candidate.isOverShare || candidate.age >= Self.tenure else { return nil }
        return candidate.age / .seconds(1)
      }
      guard let grant else { return nil }
      let subscription = EventSubscription(to: self, slot: grant.slot, wake: wake)
      state.subscriptions[grant.slot] = subscription
      let replaced = grant.replaced.flatMap { state.subscriptions.removeValue(forKey: $0) }
      return (subscription, replaced)
    }
    granted?.replaced?.overrun()
    return granted?.0
  }

  fileprivate func end(_ subscription: EventSubscription<Event>) {
    state.withLock { state in
      state.slots.free(subscription.slot)
      state.subscriptions[subscription.slot] = nil
    }
  }

  package func send(_ event: Event) {
    for subscription in subscriptions { subscription.add(event) }
  }

  /// Ends all streams, because events were missed: the clients reconnect and read everything again.
  package func endAll() {
    for subscription in subscriptions { subscription.overrun() }
  }

  private var subscriptions: [EventSubscription<Event>] {
    state.withLock { Array($0.subscriptions.values) }
  }
}

/// The waiting events of one subscriber.
final class EventSubscription<Event: ServerSentEvent>: BodySource {
  private struct State {
    var queue = EventQueue<Event>()
    var isGreeted = false
  }

  fileprivate let slot: Int
  private let feed: EventFeed<Event>
  private let state = Mutex(State())
  private let wake: @Sendable () -> Void

  fileprivate init(to feed: EventFeed<Event>, slot: Int, wake: @escaping @Sendable () -> Void) {
    self.feed = feed
    self.slot = slot
    self.wake = wake
  }

  fileprivate func add(_ event: Event) { change { $0.add(event) } }
  fileprivate func overrun() { change { $0.overrun() } }

  private func change(_ change: (inout EventQueue<Event>) -> Void) {
    let wasEmpty = state.withLock { state -> Bool in
      let wasEmpty = state.queue.isEmpty
      change(&state.queue)
      return wasEmpty
    }
    if wasEmpty { wake() }
  }

  /// First the reconnection time, then the waiting events.
  func next() -> BodyPiece {
    state.withLock { state -> BodyPiece in
      guard state.isGreeted else {
        state.isGreeted = true
        return .bytes(Array("retry: 1000\nevent: hello\ndata: {}\n\n".utf8))
      }
      if state.queue.isOverrun { return .end }
      let events = state.queue.takeAll()
      return events.isEmpty ? .pending : .bytes(Array(events.map(\.text).joined().utf8))
    }
  }

  func close() { feed.end(self) }
}

/// A subscriber's unsent events, each at most once and in order of first arrival: an event only
/// says that something changed, so once is enough.
struct EventQueue<Event: Hashable> {
  /// The queue overflowed: the subscriber must read everything again.
  private(set) var isOverrun = false
  private var events: [Event] = []
  private var waiting: Set<Event> = []
  private let maxEvents: Int

  init(maxEvents: Int = 1_000) { self.maxEvents = maxEvents }

  var isEmpty: Bool { events.isEmpty && !isOverrun }

  mutating func add(_ event: Event) {
    guard !isOverrun, waiting.insert(event).inserted else { return }
    if events.count < maxEvents { events.append(event) } else { overrun() }
  }

  mutating func overrun() {
    events = []
    waiting = []
    isOverrun = true
  }

  mutating func takeAll() -> [Event] {
    defer {
      events.removeAll()
      waiting.removeAll()
    }
    return events
  }
}
