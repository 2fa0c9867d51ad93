#if Server
  import LeaderboardAPI
  import NIOCore
  import NIOHTTP1

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
      case receiving(Exchange, Reception)
      case uploading(Exchange, UploadReception)
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
    weak var gate: RequestGate?
    var state = State.waiting
    /// When the connection is not as it is any more, or is ended.
    var deadline: NIODeadline
    private(set) var lastActive: NIODeadline
    /// Whether bytes of a request came whose head is not whole.
    private var isHeadBegun = false
    /// Whether the client sends nothing any more.
    private var isInputClosed = false
    /// Parts of requests that came with an earlier one.
    private var pending = CircularBuffer<HTTPServerRequestPart>(initialCapacity: 0)
    /// Why what came after those could not be read.
    private var pendingProblem: Problem?
    private var isProceeding = false
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
      let problem = Problem(
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
      case .answering: break
      default: close()
      }
    }

    // MARK: Requests

    private func begin(_ part: HTTPServerRequestPart) {
      guard case .head(let head) = part else { return }
      isHeadBegun = false
      lastActive = .now()
      var exchange = Exchange(head, at: lastActive)
      let reception = server.reception(of: head)
      if case .upload(let request) = reception {
        beginUpload(request, exchange)
      } else if head.announcesBody {
        // Nobody reads it, and where it ends is known only once it has come.
        exchange.keepsAlive = false
        exchange.dropsBody = true
        perform(reception, exchange)
      } else {
        deadline = lastActive + server.limits.bodyPause
        state = .receiving(exchange, reception)
      }
    }

    private func receive(
      _ part: HTTPServerRequestPart, _ exchange: Exchange, _ reception: Reception
    ) {
      guard case .end = part else { return }
      var exchange = exchange
      exchange.request = gate?.endRequest()
      perform(reception, exchange)
    }

    /// Does what a request asks for.
    private func perform(_ reception: Reception, _ exchange: Exchange) {
      state = .answering(exchange)
      deadline = .distantFuture
      switch reception {
      case .respond(let response): send(response)
      case .ask(let request): ask(request)
      case .stream(let request): beginStream(request)
      case .upload: break
      }
    }

    private func ask(_ request: APIRequest) {
      guard case .answering(var exchange) = state else { return }
      var question: SharedAnswers.Question?
      if let bytes = exchange.request {
        let token = server.ready.token
        exchange.token = token
        state = .answering(exchange)
        question = SharedAnswers.Question(request: bytes, token: token)
      }
      let connection = NIOLoopBound(self, eventLoop: channel.eventLoop)
      work = Task { [server, question] in
        let response = await server.answer(request, as: question)
        connection.eventLoop.execute { connection.value.send(response) }
      }
    }

    /// Goes on with the next request, once one has been answered.
    func proceed() {
      state = .waiting
      wasActive(at: .now())
      // Whoever answers at once comes back here; the loop below goes on with what is next.
      if isProceeding { return }
      isProceeding = true
      while handleNextPending() {}
      isProceeding = false
      guard case .waiting = state else { return }
      if let problem = pendingProblem {
        pendingProblem = nil
        refuse(problem)
      } else if isInputClosed {
        close()
      } else {
        gate?.resume()
      }
    }

    /// Handles a part that came with an earlier request.
    /// - Returns: whether there may be another one to handle.
    private func handleNextPending() -> Bool {
      switch state {
      case .waiting, .receiving, .uploading: break
      case .answering, .streaming, .closing, .closed: return false
      }
      guard let part = pending.popFirst() else { return false }
      switch state {
      case .receiving(let exchange, let reception): receive(part, exchange, reception)
      case .uploading(let exchange, let reception): upload(part, exchange, reception)
      default: begin(part)
      }
      return true
    }

    /// Answers what cannot be read, which also ends the connection.
    func refuse(_ problem: Problem) {
      if case .uploading(_, let reception) = state { reception.abandon() }
      switch state {
      case .receiving(var exchange, _), .uploading(var exchange, _):
        exchange.keepsAlive = false
        exchange.dropsBody = true
        state = .answering(exchange)
      default:
        var exchange = Exchange(unreadable: gate?.beginningText ?? "", at: .now())
        exchange.dropsBody = true
        state = .answering(exchange)
      }
      isHeadBegun = false
      send(server.api.refuse(problem))
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

    var isInputEnded: Bool { isInputClosed }
    var isHeadIncomplete: Bool { isHeadBegun }

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

  extension HTTPRequestHead {
    /// Whether bytes follow that belong to the request.
    var announcesBody: Bool {
      if headers.contains(name: "Transfer-Encoding") { return true }
      guard let length = headers.first(name: "Content-Length") else { return false }
      return !length.allSatisfy { $0 == "0" }
    }
  }
#endif
