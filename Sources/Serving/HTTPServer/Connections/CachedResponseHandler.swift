import NIOCore

/// The first handler of a connection: answers requests from the cache, and holds further input
/// while a request is being answered.
///
/// The cache is keyed by a request's bytes. So it is used only if bytes certainly start a request:
/// the parser behind this handler must not hold back earlier ones.
final class CachedResponseHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let connection: ConnectionHandler
  private let server: ServerContext
  private var context: ChannelHandlerContext?
  /// Input that arrived while a request was being answered.
  private var held: ByteBuffer?
  private var isTaking = false
  private var isReadHeld = false
  /// Whether the client closed its side after the held input.
  private var isEndHeld = false
  /// Whether the input was not a request, so that the start of the next one is unknown.
  private var isStopped = false
  /// Input for the protocol after an upgrade.
  private var upgradedBytes: ByteBuffer?
  /// The last four bytes passed to the parser.
  private var tail: UInt32 = CachedResponseHandler.endOfHead
  /// Bytes passed to the parser for the request that it has not reported yet.
  private var beginning = ByteBuffer()
  /// Whether these are all bytes: a part could equal another request.
  private var isFromStart = false
  /// The length of its first line; `nil` if it has no end yet.
  private(set) var lengthOfFirstLine: Int?
  private var byteCount = 0

  /// Two line ends: the end of a request's head, and of a request without a body.
  private static let endOfHead: UInt32 = 0x0D0A_0D0A
  private static let keptBeginning = 4 << 10

  init(_ connection: ConnectionHandler, _ server: ServerContext) {
    self.connection = connection
    self.server = server
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    connection.byteHandler = self
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if dropsBytes { return }
    var bytes = unwrapInboundIn(data)
    guard takesBytes, held == nil, !isTaking else { return hold(&bytes) }
    take(&bytes, context)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if held != nil, case ChannelEvent.inputClosed = event {
      isEndHeld = true
      connection.handle(.inputClosing)
    } else {
      context.fireUserInboundEventTriggered(event)
    }
  }

  func read(context: ChannelHandlerContext) {
    if takesBytes, held == nil { context.read() } else { isReadHeld = true }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    context.fireChannelWritabilityChanged()
    if context.channel.isWritable { resume() }
  }

  private var takesBytes: Bool { connection.input.takesBytes }

  /// Whether further input is dropped.
  var dropsBytes: Bool { isStopped || connection.input.isLingering }

  /// Drops all further input.
  func stop() { isStopped = true }

  /// Continues with held input; called when a request has been answered.
  func resume() {
    guard let context, takesBytes, !isTaking else { return }
    if var bytes = held {
      held = nil
      take(&bytes, context)
    }
    if isEndHeld, held == nil {
      isEndHeld = false
      context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    }
    if isReadHeld, takesBytes, held == nil {
      isReadHeld = false
      context.read()
    }
  }

  /// The bytes of the request that the parser just completed, as a key for its answer; `nil` unless
  /// they are exactly the request.
  func endRequest() -> ByteBuffer? {
    defer { forget() }
    guard isFromStart, beginning.lengthOfHead == beginning.readableBytes else { return nil }
    return beginning
  }

  /// The start of the current request, for a person.
  var beginningText: String {
    String(decoding: beginning.readableBytesView.prefix(64), as: UTF8.self)
  }

  private func hold(_ bytes: inout ByteBuffer) {
    guard bytes.readableBytes > 0 else { return }
    if held == nil { held = bytes } else { held?.writeBuffer(&bytes) }
  }

  /// Passes requests to the parser one at a time: pipelined requests wait as bytes, which take far
  /// less memory than parsed ones.
  private func take(_ bytes: inout ByteBuffer, _ context: ChannelHandlerContext) {
    isTaking = true
    defer { isTaking = false }
    while bytes.readableBytes > 0 {
      if dropsBytes { return }
      guard takesBytes else { return hold(&bytes) }
      if connection.input.isUpgraded { return deliver(&bytes) }
      if connection.isBetweenRequests {
        forget()
        isFromStart = tail == Self.endOfHead
        if isFromStart, answerFromCache(&bytes, context) {
          // The client must take earlier answers before it gets more.
          if context.channel.isWritable { continue } else { return hold(&bytes) }
        }
      }
      let length = isFromStart && byteCount == 0 ? bytes.lengthOfHead : nil
      guard let piece = bytes.readSlice(length: length ?? bytes.readableBytes) else { return }
      note(piece)
      connection.handle(.bytesArrived)
      context.fireChannelRead(wrapInboundOut(piece))
    }
  }

  private func deliver(_ bytes: inout ByteBuffer) {
    upgradedBytes = bytes
    bytes.moveReaderIndex(forwardBy: bytes.readableBytes)
    connection.handle(.bytesArrived)
  }

  func takeUpgradedBytes() -> [UInt8]? {
    defer { upgradedBytes = nil }
    return upgradedBytes.map { Array($0.readableBytesView) }
  }

  private func note(_ bytes: ByteBuffer) {
    let view = bytes.readableBytesView
    for byte in view.suffix(4) { tail = tail << 8 | UInt32(byte) }
    if lengthOfFirstLine == nil, let end = view.firstIndex(of: 0x0A) {
      lengthOfFirstLine = byteCount + (end - view.startIndex)
    }
    byteCount += view.count
    let room = Self.keptBeginning - beginning.readableBytes
    if view.count > room { isFromStart = false }
    beginning.writeBytes(view.prefix(room))
  }

  private func forget() {
    beginning = ByteBuffer()
    isFromStart = false
    lengthOfFirstLine = nil
    byteCount = 0
  }

  /// - Returns: whether anything was answered.
  private func answerFromCache(
    _ bytes: inout ByteBuffer, _ context: ChannelHandlerContext
  ) -> Bool {
    guard !server.isEnding else { return false }
    let now = Moment.now
    var hasWritten = false
    while context.channel.isWritable, let length = bytes.lengthOfHead {
      guard let request = bytes.getSlice(at: bytes.readerIndex, length: length),
        let (entry, isDue) = server.cache.response(to: request, at: now)
      else { break }
      if isDue { server.renew(entry, for: request) }
      bytes.moveReaderIndex(forwardBy: length)
      context.write(wrapOutboundOut(entry.bytes), promise: nil)
      hasWritten = true
      server.note(entry.line, after: .now - now)
    }
    if hasWritten {
      context.flush()
      connection.answeredFromCache(at: now)
    }
    return hasWritten
  }
}

extension ByteBuffer {
  /// The length of the head at the front, including its last two line ends; `nil` if it is
  /// incomplete.
  var lengthOfHead: Int? {
    withUnsafeReadableBytes { bytes in
      var position = 3
      while position < bytes.count {
        switch bytes[position] {
        case 0x0A:
          if bytes[position - 1] == 0x0D, bytes[position - 2] == 0x0A, bytes[position - 3] == 0x0D {
            return position + 1
          }
          position += 2
        case 0x0D: position += 1
        default: position += 4
        }
      }
      return nil
    }
  }
}
