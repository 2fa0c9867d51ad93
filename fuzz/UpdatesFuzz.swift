import JSON
import LiveUpdates
import WebSocket

/// Reads bytes as a message of a client that follows boards.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzUpdates(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  let request = ClientRequest(.text(String(decoding: input, as: UTF8.self)))
  if let id = request.id {
    let value = try? JSONValue(parsing: id, byteLimit: id.count, depthLimit: 1)
    precondition(value != nil, "an id that is no JSON")
  }
  switch request.content {
  case .success(.subscribe(let board, let limit, let player, _)):
    precondition((1...1_000).contains(limit))
    precondition((1...64).contains(board.text.utf8.count))
    precondition(player.map { (1...128).contains($0.text.utf8.count) } ?? true)
  case .success: break
  case .failure(let problem):
    precondition((400..<500).contains(problem.status) && !problem.detail.isEmpty)
  }
  guard case .failure = ClientRequest(.binary(input)).content else {
    preconditionFailure("a binary message is a request")
  }
  return 0
}
