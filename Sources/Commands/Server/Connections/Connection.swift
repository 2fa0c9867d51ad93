import HTTPAPI
import NIOCore
import NIOHTTP1
import SnapshotAPI

/// One client's connection: its requests are answered one after the other.
///
/// All of it happens on the connection's event loop. What takes longer, an answer of the API or an
/// upload, goes on elsewhere and comes back there.
final class Connection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = ByteBuffer

  enum State {
    /// All that was asked is answered.
    case waiting
    /// The end of the request has not come yet.
    case receiving(Exchange, RequestDisposition)
    case uploading(Exchange, IncomingUpload)
    /// The answer is worked out, or on its way out.
    case answering(Exchange)
    /// Events are sent as they come, until either side ends it.
    case streaming(EventStream)
    /// The last answer is out; what still comes is dropped until the client has ended too.
    case closing
    case closed
  }

  let server: ServerParts
  let channel: any Channel
  private let list: ConnectionList
  weak var gate: CachedResponseHandler?
  var state = State.waiting
  /// When the connection is not as it is any more, or is ended.
  var deadline: NIODeadline
  var lastActive: NIODeadline
  /// Whether bytes of a request came whose head is not whole.
  var isHeadBegun = false
  /// Whether the client sends nothing any more.
  var isInputClosed = false
  /// Parts of requests that came with an earlier one.
  var pending = CircularBuffer<HTTPServerRequestPart>(initialCapacity: 0)
  /// Why what came after those could not be read.
  var pendingProblem: ProblemDetails?
  var isProceeding = false
  /// Whether something came that is no request, so that nobody knows where another would begin.
  private var isUnreadable = false
  var work: Task<Void, Never>?

  init(_ channel: any Channel, _ server: ServerParts, in list: ConnectionList) {
    self.channel = channel
    self.server = server
    self.list = list
    lastActive = .now()
    deadline = lastActive + server.limits.idleTime
  }

  // MARK: What the gate asks

  /// Whether the parser may be given bytes.
  var takesBytes: Bool {
    switch state {
    case .waiting, .receiving, .streaming, .closing: true
    case .uploading(_, let reception): reception.takesBytes
    case .answering(let exchange): exchange.dropsBody
    case .closed: false
    }
  }

  /// Whether nothing that comes is looked at any more.
  var dropsBytes: Bool {
    if case .closing = state { return true }
    return isUnreadable
  }

  /// Whether the next byte may begin a request.
  var isBetweenRequests: Bool {
    if case .waiting = state { return !isHeadBegun && pending.isEmpty }
    return false
  }

  func wasActive(at now: NIODeadline) {
    lastActive = now
    deadline = now + server.limits.idleTime
  }

  func bytesCame() {
    guard isBetweenRequests else { return }
    isHeadBegun = true
    lastActive = .now()
    deadline = lastActive + server.limits.headTime
  }

  // MARK: What comes in

  func channelActive(context: ChannelHandlerContext) {
    context.fireChannelActive()
  }

  func handlerAdded(context: ChannelHandlerContext) {
    list.add(self)
  }

  func channelInactive(context: ChannelHandlerContext) {
    abandon()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let part = unwrapInboundIn(data)
    switch state {
    case .waiting where pending.isEmpty: begin(part)
    case .receiving(let exchange, let reception): receive(part, exchange, reception)
    case .uploading(let exchange, let reception): upload(part, exchange, reception)
    case .answering(let exchange) where exchange.dropsBody: break
    case .waiting, .answering: pending.append(part)
    case .streaming, .closing, .closed: break
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case ChannelEvent.inputClosed = event { inputClosed() }
    context.fireUserInboundEventTriggered(event)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if case .streaming(let stream) = state, channel.isWritable { send(stream) }
    context.fireChannelWritabilityChanged()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? HTTPParserError else {
      if !dropsBytes { close() }
      return
    }
    isUnreadable = true
    let problem = ProblemDetails(
      error, beginning: gate?.beginningText ?? "", firstLine: gate?.lengthOfFirstLine,
      limits: server.limits)
    switch state {
    case .waiting where pending.isEmpty: refuse(problem)
    case .waiting, .answering: pendingProblem = problem
    case .receiving, .uploading: refuse(problem)
    case .streaming: close()
    case .closing, .closed: break
    }
  }

  private func inputClosed() {
    isInputClosed = true
    switch state {
    case .answering: clientEndedItsSide()
    default: close()
    }
  }

  /// Shortens the time for an answer that most likely nobody waits for: a client that has left
  /// looks like one that has only ended its side.
  func clientEndedItsSide() {
    guard case .answering(let exchange) = state, !exchange.isAnswered, work != nil else { return }
    deadline = min(deadline, .now() + server.limits.halfClosedTime)
  }

  // MARK: The end

  /// Whether nothing would be lost if the connection was closed.
  var isIdle: Bool {
    if case .waiting = state { return pending.isEmpty }
    return false
  }

  /// Whether an upload has come whole, which is handled to its end.
  var isHandlingUpload: Bool {
    if case .answering(let exchange) = state { return exchange.isOfUpload }
    return false
  }

  func close() {
    abandon()
    channel.close(promise: nil)
  }

  /// Lets go of what goes on for a client that is gone.
  private func abandon() {
    switch state {
    case .uploading(_, let reception): reception.abandon()
    case .streaming(let stream): stream.end()
    default: break
    }
    state = .closed
    pending.removeAll()
    work?.cancel()
    work = nil
    list.remove(self)
  }
}
