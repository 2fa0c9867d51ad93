import HTTPAPI

/// An HTTP/1.1 connection as a value: events in, actions out, no side effects.
///
/// Requests are answered one after the other. The channel handler translates NIO's notifications
/// into events and performs the actions in order, so that every transition can be tested without a
/// socket. Events that mean nothing in a state, such as a late answer, change nothing: no client
/// can bring the machine into an unknown state.
struct ConnectionStateMachine {
  typealias Instant = Moment

  enum State: Equatable {
    /// Every request is answered, and no byte of the next one has arrived.
    case idle
    /// A part of a head has arrived.
    case readingHead
    /// The head of a request without a body has arrived, its end has not.
    case readingEnd(Exchange, RequestPlan)
    /// The receiver takes the body.
    case readingBody(Exchange, BodyProgress)
    /// A handler computes the answer.
    case answering(Exchange, Work)
    /// The answer is being written.
    case responding(Exchange)
    /// A body is streamed, until either side ends it.
    case streaming(Exchange, StreamProgress)
    /// Another protocol, such as WebSocket, is in use.
    case upgraded(UpgradeProgress)
    /// The last answer is written. Input is dropped until the client closes its side too: closing a
    /// connection with unread input loses the answer.
    case lingering
    case closed
  }

  private(set) var state = State.idle
  /// When `tick` ends the state; `nil` if it may last.
  private(set) var deadline: Instant?
  /// When the last request began or ended.
  private(set) var lastActive: Instant
  /// Whether the client has closed its side.
  private(set) var isInputClosed = false
  /// Whether the server is about to end.
  private(set) var isEnding = false
  /// Whether the client takes what is written.
  private(set) var isWritable = true
  let limits: ServerLimits
  private var lastNumber = 0

  init(_ limits: ServerLimits, at now: Instant) {
    self.limits = limits
    lastActive = now
    deadline = now + limits.idleTime
  }

  /// The actions for an event, in order.
  mutating func handle(_ event: Event, at now: Instant) -> [Action] {
    switch event {
    case .bytesArrived: bytesArrived(at: now)
    case .answeredFromCache: answeredFromCache(at: now)
    case .head(let facts, let plan): head(facts, plan, at: now)
    case .body(let byteCount): body(byteCount, at: now)
    case .end: end(at: now)
    case .unreadable(let problem): unreadable(problem, at: now)
    case .inputClosing: inputClosing(at: now)
    case .inputClosed: inputClosed(at: now)
    case .bodyOpened: bodyOpened()
    case .bodyStored(let byteCount): bodyStored(byteCount)
    case .bodyRejected(let problem): bodyRejected(problem, at: now)
    case .answered(let number, let byteCount): answered(number, byteCount, at: now)
    case .answeredByStream(let number): answeredByStream(number, at: now)
    case .sent: sent(at: now)
    case .caughtUp: caughtUp()
    case .streamOpened: streamOpened(at: now)
    case .streamRejected(let problem): streamRejected(problem, at: now)
    case .streamReady: streamReady(at: now)
    case .streamWritten: streamWritten(at: now)
    case .streamEnded: streamEnded(at: now)
    case .upgradeReady: upgradeReady(at: now)
    case .upgradeWritten: upgradeWritten(at: now)
    case .upgradeEnded: upgradeEnded(at: now)
    case .writability(let isWritable): writability(isWritable, at: now)
    case .tick: tick(at: now)
    case .makeRoom: makeRoom()
    case .shutdown: shutdown(at: now)
    case .abort: abort()
    case .failed: close()
    case .disconnected: disconnected()
    }
  }
}

// Used by the extensions.
extension ConnectionStateMachine {
  mutating func enter(_ next: State, until deadline: Instant?) {
    state = next
    self.deadline = deadline
  }

  /// Waits for the next request.
  mutating func becomeIdle(at now: Instant) {
    state = .idle
    stayIdle(at: now)
  }

  mutating func stayIdle(at now: Instant) {
    lastActive = now
    deadline = now + limits.idleTime
  }

  mutating func noteActivity(at now: Instant) { lastActive = now }
  mutating func hasten(until latest: Instant) { deadline = deadline.map { min($0, latest) } }
  mutating func noteInputClosed() { isInputClosed = true }
  mutating func noteEnding() { isEnding = true }
  mutating func noteWritability(_ isWritable: Bool) { self.isWritable = isWritable }

  mutating func exchange(_ head: RequestFacts, at now: Instant) -> Exchange {
    lastNumber += 1
    return Exchange(number: lastNumber, began: now, head)
  }
}

// Queries of the channel handlers.
extension ConnectionStateMachine {
  /// What happens to parts of requests that arrive now.
  enum InputPolicy { case take, hold, drop }

  var inputPolicy: InputPolicy {
    switch state {
    case .idle, .readingHead, .readingEnd, .readingBody: .take
    case .answering(let exchange, _), .responding(let exchange): exchange.dropsBody ? .drop : .hold
    case .streaming, .upgraded, .lingering, .closed: .drop
    }
  }

  /// Whether the socket is read.
  var takesBytes: Bool {
    switch state {
    case .idle, .readingHead, .readingEnd, .streaming, .upgraded, .lingering: true
    case .readingBody(_, let progress): progress.unstored < limits.unstoredBytes
    case .answering(let exchange, _), .responding(let exchange): exchange.dropsBody
    case .closed: false
    }
  }

  /// What is asked for every piece of input.
  var input: InputState {
    var input = InputState(takesBytes: takesBytes)
    switch state {
    case .idle: input.isIdle = true
    case .upgraded: input.isUpgraded = true
    case .lingering: input.isLingering = true
    case .readingHead, .readingEnd, .readingBody, .answering, .responding, .streaming, .closed:
      break
    }
    return input
  }

  /// Whether closing the connection loses at most the start of a request.
  var mayMakeRoom: Bool {
    switch state {
    case .idle, .readingHead: true
    default: false
    }
  }

  /// The request in progress.
  var exchange: Exchange? {
    switch state {
    case .readingEnd(let exchange, _), .readingBody(let exchange, _), .answering(let exchange, _),
      .responding(let exchange), .streaming(let exchange, _):
      exchange
    case .idle, .readingHead, .upgraded, .lingering, .closed: nil
    }
  }
}
