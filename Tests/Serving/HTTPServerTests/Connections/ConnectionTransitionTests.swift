import HTTPAPI
import Testing

@testable import HTTPServer

/// Every state of a connection with every event that can reach it.
///
/// `transitions` lists what an event changes in a state; whatever it does not list changes nothing.
@Suite struct ConnectionTransitionTests {
  @Test(arguments: Kind.allCases, Happening.allCases)
  func everyEventInEveryState(kind: Kind, happening: Happening) {
    var machine = kind.machine
    #expect(Kind(machine.state) == kind)
    let actions = machine.handle(happening.event, at: happening.time)
    let (next, expected) = Self.transitions[kind]?[happening] ?? (kind, [])
    #expect(Kind(machine.state) == next)
    #expect(actions.map(\.name) == expected)
  }

  typealias Transition = (next: Kind, actions: [String])

  /// What ends a connection in every state that holds nothing.
  private static let endings: [Happening: Transition] = [
    .disconnected: (.closed, []), .failed: (.closed, ["close"]), .abort: (.closed, ["close"]),
  ]

  private static func with(_ others: [Happening: Transition]) -> [Happening: Transition] {
    endings.merging(others) { $1 }
  }

  private static let beginnings: [Happening: Transition] = [
    .head: (.readingEnd, []), .headOfUpload: (.readingBody, ["openBody"]),
    .headWithUnwantedBody: (.answering, ["startAnswer"]),
    .unreadable: (.respondingLast, ["reject"]), .inputClosed: (.closed, ["close"]),
    .makeRoom: (.closed, ["close"]), .shutdown: (.closed, ["close"]),
  ]

  private static let transitions: [Kind: [Happening: Transition]] = [
    .idle: with(beginnings).merging([
      .bytesArrived: (.readingHead, []), .caughtUp: (.idle, ["resumeReading"]),
      .lateTick: (.closed, ["close"]),
    ]) { $1 },
    .readingHead: with(beginnings).merging([.lateTick: (.respondingLast, ["reject"])]) { $1 },
    .readingEnd: with([
      .end: (.answering, ["startAnswer"]), .unreadable: (.respondingLast, ["reject"]),
      .inputClosed: (.closed, ["close"]), .lateTick: (.respondingLast, ["reject"]),
      .shutdown: (.respondingLast, ["reject"]),
    ]),
    .readingBody: with([
      .body: (.readingBody, ["storeBody"]), .bodyStored: (.readingBody, ["resumeReading"]),
      .bodyRejected: (.respondingLast, ["abandonBody", "reject"]),
      .end: (.answeringBody, ["answerBody"]),
      .unreadable: (.respondingLast, ["abandonBody", "reject"]),
      .inputClosed: (.closed, ["abandonBody", "close"]),
      .lateTick: (.respondingLast, ["abandonBody", "reject"]),
      .shutdown: (.respondingLast, ["abandonBody", "reject"]),
      .disconnected: (.closed, ["abandonBody"]), .failed: (.closed, ["abandonBody", "close"]),
      .abort: (.closed, ["abandonBody", "close"]),
    ]),
    .answering: with([
      .answered: (.responding, ["respond"]), .lateTick: (.responding, ["cancelAnswer", "reject"]),
      .disconnected: (.closed, ["cancelAnswer"]), .failed: (.closed, ["cancelAnswer", "close"]),
      .abort: (.closed, ["cancelAnswer", "close"]),
    ]),
    // An upload that has come whole is handled to its end.
    .answeringBody: with([.answered: (.responding, ["respond"]), .abort: (.answeringBody, [])]),
    .openingStream: with([
      .streamOpened: (.streaming, ["beginStream", "resumeReading"]),
      .streamRejected: (.responding, ["reject"]), .answered: (.responding, ["respond"]),
    ]),
    .responding: with([.sent: (.idle, ["handleHeld"]), .lateTick: (.closed, ["close"])]),
    .respondingLast: with([
      .sent: (.lingering, ["closeOutput", "resumeReading"]), .lateTick: (.closed, ["close"]),
    ]),
    .streaming: with([
      .streamReady: (.streaming, ["flushStream"]), .writable: (.streaming, ["flushStream"]),
      .streamEnded: (.respondingLast, ["endStream"]), .shutdown: (.respondingLast, ["endStream"]),
      .lateTick: (.streaming, ["sendHeartbeat"]),
      .unreadable: (.closed, ["abandonStream", "close"]),
      .inputClosed: (.closed, ["abandonStream", "close"]),
      .disconnected: (.closed, ["abandonStream"]), .failed: (.closed, ["abandonStream", "close"]),
      .abort: (.closed, ["abandonStream", "close"]),
    ]),
    .upgraded: with([
      .bytesArrived: (.upgraded, ["deliverUpgraded"]), .shutdown: (.upgraded, ["finishUpgrade"]),
      .upgradeReady: (.upgraded, ["flushUpgrade"]), .writable: (.upgraded, ["flushUpgrade"]),
      .upgradeEnded: (.lingering, ["endUpgrade", "closeOutput"]),
      .inputClosed: (.closed, ["endUpgrade", "close"]),
      .lateTick: (.closed, ["endUpgrade", "close"]),
      .disconnected: (.closed, ["endUpgrade"]), .failed: (.closed, ["endUpgrade", "close"]),
      .abort: (.closed, ["endUpgrade", "close"]),
    ]),
    .lingering: with([
      .inputClosed: (.closed, ["close"]), .lateTick: (.closed, ["close"]),
      .shutdown: (.closed, ["close"]),
    ]),
    .closed: [:],
  ]
}

/// What a test tells states apart by.
enum Kind: CaseIterable, Sendable {
  case idle, readingHead, readingEnd, readingBody, answering, answeringBody, openingStream
  case responding, respondingLast, streaming, upgraded, lingering, closed

  init(_ state: ConnectionStateMachine.State) {
    self =
      switch state {
      case .idle: .idle
      case .readingHead: .readingHead
      case .readingEnd: .readingEnd
      case .readingBody: .readingBody
      case .answering(_, .answer): .answering
      case .answering(_, .body): .answeringBody
      case .answering(_, .openingStream): .openingStream
      case .responding(let exchange): exchange.keepsAlive ? .responding : .respondingLast
      case .streaming: .streaming
      case .upgraded: .upgraded
      case .lingering: .lingering
      case .closed: .closed
      }
  }

  /// A connection that has come to this state as connections do.
  var machine: ConnectionStateMachine {
    var machine = ConnectionStateMachine(ServerLimits(), at: start)
    for happening in way { _ = machine.handle(happening.event, at: start) }
    return machine
  }

  private var way: [Happening] {
    switch self {
    case .idle: []
    case .readingHead: [.bytesArrived]
    case .readingEnd: [.head]
    case .readingBody: [.headOfUpload, .bodyOpened, .body]
    case .answering: [.head, .end]
    case .answeringBody: [.headOfUpload, .bodyOpened, .body, .end]
    case .openingStream: [.headOfStream, .end]
    case .responding: [.head, .end, .answered]
    case .respondingLast: [.headOfLast, .end, .answered]
    case .streaming: [.headOfStream, .end, .streamOpened]
    case .upgraded: [.headOfUpgrade, .end]
    case .lingering: [.headOfLast, .end, .answered, .sent]
    case .closed: [.disconnected]
    }
  }
}

/// An event with the values that the transitions are tested with.
enum Happening: CaseIterable, Sendable {
  case bytesArrived, answeredFromCache, head, headOfUpload, headWithUnwantedBody, body, end
  case unreadable, inputClosing, inputClosed, disconnected
  case bodyOpened, bodyStored, bodyRejected, answered, lateAnswered
  case streamOpened, streamRejected, streamReady, streamWritten, streamEnded
  case upgradeReady, upgradeWritten, upgradeEnded
  case sent, caughtUp, writable, unwritable, failed
  case tick, lateTick, makeRoom, shutdown, abort
  // Ways into other states.
  case headOfStream, headOfUpgrade, headOfLast

  static let allCases: [Happening] = [
    bytesArrived, answeredFromCache, head, headOfUpload, headWithUnwantedBody, body, end,
    unreadable, inputClosing, inputClosed, disconnected, bodyOpened, bodyStored, bodyRejected,
    answered, lateAnswered, streamOpened, streamRejected, streamReady, streamWritten, streamEnded,
    upgradeReady, upgradeWritten, upgradeEnded, sent, caughtUp, writable, unwritable, failed, tick,
    lateTick, makeRoom, shutdown, abort,
  ]

  var event: ConnectionStateMachine.Event {
    switch self {
    case .bytesArrived: .bytesArrived
    case .answeredFromCache: .answeredFromCache
    case .head: .head(RequestFacts(), .answer)
    case .headOfUpload: .head(RequestFacts(announcesBody: true), .receive)
    case .headWithUnwantedBody: .head(RequestFacts(announcesBody: true), .answer)
    case .headOfStream: .head(RequestFacts(), .stream)
    case .headOfUpgrade: .head(RequestFacts(keepsAlive: false), .upgrade)
    case .headOfLast: .head(RequestFacts(keepsAlive: false), .answer)
    case .body: .body(byteCount: 100)
    case .end: .end
    case .unreadable: .unreadable(.tooSlow)
    case .inputClosing: .inputClosing
    case .inputClosed: .inputClosed
    case .disconnected: .disconnected
    case .bodyOpened: .bodyOpened
    case .bodyStored: .bodyStored(byteCount: 100)
    case .bodyRejected: .bodyRejected(.tooSlow)
    case .answered: .answered(1, byteCount: 10)
    case .lateAnswered: .answered(0, byteCount: 10)
    case .streamOpened: .streamOpened
    case .streamRejected: .streamRejected(.tooManySubscribers)
    case .streamReady: .streamReady
    case .streamWritten: .streamWritten
    case .streamEnded: .streamEnded
    case .upgradeReady: .upgradeReady
    case .upgradeWritten: .upgradeWritten
    case .upgradeEnded: .upgradeEnded
    case .sent: .sent
    case .caughtUp: .caughtUp
    case .writable: .writability(true)
    case .unwritable: .writability(false)
    case .failed: .failed
    case .tick, .lateTick: .tick
    case .makeRoom: .makeRoom
    case .shutdown: .shutdown
    case .abort: .abort
    }
  }

  /// A late tick comes after every limit but that of streams.
  var time: ConnectionStateMachine.Instant {
    self == .lateTick ? start + .seconds(20 * 60) : start + .milliseconds(1)
  }
}

let start = Moment.now

extension ConnectionStateMachine.Action {
  /// The name of the case: `reject` of `reject(problem, exchange)`.
  var name: String { String("\(self)".prefix { $0 != "(" }) }
}
