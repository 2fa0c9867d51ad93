/// Events that a subscriber has not been sent yet, each at most once and in the order in which they
/// came first: what is sent tells only that something changed, so that once is enough.
struct EventQueue {
  /// More wait than are kept: the subscriber has to look at everything again.
  private(set) var isOverrun = false
  private var events: [LakeEvent] = []
  private var waiting: Set<LakeEvent> = []
  private let maxEvents: Int

  init(maxEvents: Int = 1_000) { self.maxEvents = maxEvents }

  var isEmpty: Bool { events.isEmpty && !isOverrun }

  mutating func add(_ event: LakeEvent) {
    guard !isOverrun, waiting.insert(event).inserted else { return }
    if events.count < maxEvents { events.append(event) } else { overrun() }
  }

  mutating func overrun() {
    events = []
    waiting = []
    isOverrun = true
  }

  mutating func takeAll() -> [LakeEvent] {
    defer {
      events.removeAll()
      waiting.removeAll()
    }
    return events
  }
}
