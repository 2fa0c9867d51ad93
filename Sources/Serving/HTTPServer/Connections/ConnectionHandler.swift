import HTTPAPI
import NIOCore
import NIOHTTP1

/// Translates NIO's notifications of a connection into events of its state machine, and performs
/// the returned actions.
///
/// Everything runs on the connection's event loop. Longer work, such as an answer of the API or a
/// body, runs elsewhere and returns there.
final class ConnectionHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = ByteBuffer
  typealias Instant = ConnectionStateMachine.Instant

  /// Input that waits until an earlier request is answered.
  private enum Held {
    case part(HTTPServerRequestPart)
    case unreadable(ProblemDetails)
  }

  let server: ServerContext
  let channel: any Channel
  /// The client that limits count.
  let client: ClientAddress
  private let list: ConnectionList
  weak var byteHandler: CachedResponseHandler?
  private(set) var machine: ConnectionStateMachine
  private(set) var input: InputState
  private var held = CircularBuffer<Held>(initialCapacity: 0)
  private var isHandlingHeld = false
  /// The latest request.
  var request: ReceivedRequest?
  /// The answer that was reported to the machine.
  var response: HTTPResponse?
  var work: Task<Void, Never>?
  var body: ReceivedBody?
  var stream: OpenStream?
  var session: (any WebSocketSession)?

  init(_ channel: any Channel, _ server: ServerContext, in list: ConnectionList) {
    self.channel = channel
    client = ClientAddress(channel.remoteAddress)
    self.server = server
    self.list = list
    machine = ConnectionStateMachine(server.limits, at: .now)
    input = machine.input
  }

  /// This connection, for code that runs elsewhere and returns to its event loop.
  var bound: NIOLoopBound<ConnectionHandler> { NIOLoopBound(self, eventLoop: channel.eventLoop) }

  func handle(_ event: ConnectionStateMachine.Event, at now: Instant = .now) {
    let actions = machine.handle(event, at: now)
    input = machine.input
    for action in actions { perform(action) }
  }

  // MARK: What the other handlers ask

  /// The event `answeredFromCache` on the shortest way: nothing is as frequent.
  func answeredFromCache(at now: Instant) { _ = machine.answeredFromCache(at: now) }

  /// Whether the next byte starts a request.
  var isBetweenRequests: Bool { input.isIdle && held.isEmpty }

  // MARK: What comes in

  func handlerAdded(context: ChannelHandlerContext) { list.add(self) }

  func channelInactive(context: ChannelHandlerContext) {
    handle(.disconnected)
    forget()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let part = unwrapInboundIn(data)
    switch machine.inputPolicy {
    case .take where held.isEmpty: receive(part)
    case .take, .hold: held.append(.part(part))
    case .drop: break
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case ChannelEvent.inputClosed = event { handle(.inputClosed) }
    context.fireUserInboundEventTriggered(event)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    handle(.writability(channel.isWritable))
    context.fireChannelWritabilityChanged()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? HTTPParserError else {
      if byteHandler?.dropsBytes != true { handle(.failed) }
      return
    }
    let problem = ProblemDetails(
      error, beginning: byteHandler?.beginningText ?? "", firstLine: byteHandler?.lengthOfFirstLine,
      limits: server.limits)
    byteHandler?.stop()
    switch machine.inputPolicy {
    case .take where !held.isEmpty, .hold: held.append(.unreadable(problem))
    case .take, .drop: handle(.unreadable(problem))
    }
  }

  private func receive(_ part: HTTPServerRequestPart) {
    switch part {
    case .head(let head): begin(head)
    case .body(let bytes): receive(bytes)
    case .end: end()
    }
  }

  private func begin(_ head: HTTPRequestHead) {
    let disposition = server.disposition(of: head, from: client)
    request = ReceivedRequest(head, disposition)
    if case .respond(let response) = disposition.action { self.response = response }
    handle(.head(RequestFacts(head), disposition.plan))
  }

  private func end() {
    let bytes = byteHandler?.endRequest()
    switch machine.state {
    case .readingBody: endBody()
    case .readingEnd:
      request?.bytes = bytes
      handle(.end)
    default: break
    }
  }

  // MARK: What the machine calls for

  private func perform(_ action: ConnectionStateMachine.Action) {
    switch action {
    case .openBody: openBody()
    case .sendContinue: sendContinue()
    case .storeBody: storeBody()
    case .answerBody: answerBody()
    case .abandonBody: abandonBody()
    case .startAnswer: startAnswer()
    case .cancelAnswer: cancelAnswer()
    case .respond(let exchange): sendResponse(exchange)
    case .reject(let problem, let exchange): reject(problem, exchange)
    case .openStream: openStream()
    case .beginStream(let exchange): beginStream(exchange)
    case .flushStream: flushStream()
    case .sendHeartbeat: sendHeartbeat()
    case .endStream: endStream()
    case .abandonStream: abandonStream()
    case .upgrade: startUpgrade()
    case .deliverUpgraded: deliverUpgraded()
    case .flushUpgrade: flushUpgrade()
    case .probeUpgrade: session?.probe()
    case .finishUpgrade: session?.finish()
    case .expireUpgrade: expireUpgrade()
    case .endUpgrade: endUpgrade()
    case .handleHeld: handleHeld()
    case .resumeReading: byteHandler?.resume()
    case .closeOutput: closeOutput()
    case .close: close()
    }
  }

  private func handleHeld() {
    // Immediate answers return here; the loop below continues with the next event.
    if isHandlingHeld { return }
    isHandlingHeld = true
    while machine.inputPolicy == .take, let next = held.popFirst() {
      switch next {
      case .part(let part): receive(part)
      case .unreadable(let problem): handle(.unreadable(problem))
      }
    }
    isHandlingHeld = false
    handle(.caughtUp)
  }

  private func closeOutput() {
    channel.close(mode: .output).assumeIsolated().whenFailure { [self] _ in handle(.failed) }
  }

  private func close() {
    forget()
    channel.close(promise: nil)
  }

  private func forget() {
    held.removeAll()
    list.remove(self)
  }
}
