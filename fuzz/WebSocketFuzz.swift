import WebSocket

/// Reads bytes as the frames of a client, whole and in pieces, with and without compression, and as
/// offers of compression.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzWebSocket(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  for deflate in [nil, MessageDeflate(offers: "permessage-deflate")] {
    readFrames(input, deflate)
  }
  if let deflate = MessageDeflate(offers: String(decoding: input, as: UTF8.self)) {
    precondition(MessageDeflate(offers: deflate.answer) != nil, "an answer that is no offer")
  }
  return 0
}

private func readFrames(_ input: [UInt8], _ deflate: MessageDeflate?) {
  let maxBytes = 4_096
  var whole = WebSocketConnection(maxMessageBytes: maxBytes, deflate: deflate)
  let events = whole.receive(input)
  var pieces = WebSocketConnection(maxMessageBytes: maxBytes, deflate: deflate)
  var size = 1
  var position = 0
  var eventsOfPieces: [WebSocketConnection.Event] = []
  while position < input.count {
    eventsOfPieces += pieces.receive(Array(input[position...].prefix(size)))
    position += size
    size = size % 7 + 1
  }
  precondition(events == eventsOfPieces, "pieces have other events than the whole")
  for (index, event) in events.enumerated() {
    switch event {
    case .message(.text(let text)): precondition(text.utf8.count <= maxBytes)
    case .message(.binary(let bytes)): precondition(bytes.count <= maxBytes)
    case .send(let frame): precondition(frame.count <= 127 && frame[0] >= 0x88)
    case .pong(let payload): precondition(payload.count <= 125)
    case .end: precondition(index == events.count - 1, "an event after the end")
    }
  }
}
