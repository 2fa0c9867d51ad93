import Dispatch
import Foundation
import Synchronization
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A server on 127.0.0.1 that answers each request with the next of the given texts, byte for
/// byte, and remembers what it was sent.
///
/// It stands where a real server cannot be made to misbehave.
final class ScriptedServer: Sendable {
  /// What to write after a request, and what then.
  enum Answer: Sendable {
    /// Keep the connection for the next request.
    case text(String)
    /// Write the text and close the connection.
    case cut(after: String)
    /// Say nothing until the peer goes away.
    case silence
  }

  private struct State {
    var answers: [Answer]
    var requests: [String] = []
    var connections = 0
  }

  let url: String
  private let listener: CInt
  private let state: Mutex<State>

  private let hangsUp: Bool

  /// - Parameter hangsUp: whether every connection is closed before anything is read from it.
  init(_ answers: Answer..., hangsUp: Bool = false) throws {
    self.hangsUp = hangsUp
    state = Mutex(State(answers: answers))
    #if canImport(Glibc)
      listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    #else
      listener = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, length) == 0 && listen(listener, 8) == 0
          && getsockname(listener, address, &length) == 0
      }
    }
    try #require(bound)
    url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
    DispatchQueue(label: "scripted server").async { [self] in acceptAll() }
  }

  deinit { close(listener) }

  /// The requests so far, each with its header and body as they came.
  var requests: [String] { state.withLock(\.requests) }
  var connections: Int { state.withLock(\.connections) }

  /// Stops listening, so that a later connection is refused.
  func stop() { shutdown(listener, CInt(SHUT_RDWR)) }

  private func acceptAll() {
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { return }
      state.withLock { $0.connections += 1 }
      DispatchQueue(label: "scripted connection").async { [self] in serve(connection) }
    }
  }

  private func serve(_ connection: CInt) {
    defer { close(connection) }
    if hangsUp { return }
    while let request = readRequest(connection) {
      let answer = state.withLock { state -> Answer in
        state.requests.append(request)
        return state.answers.isEmpty ? .cut(after: "") : state.answers.removeFirst()
      }
      switch answer {
      case .text(let text): write(text, to: connection)
      case .cut(let text): return write(text, to: connection)
      case .silence: _ = readRequest(connection)
      }
    }
  }

  private func write(_ text: String, to connection: CInt) {
    let bytes = Array(text.utf8)
    _ = send(connection, bytes, bytes.count, CInt(MSG_NOSIGNAL))
  }

  /// Reads a header and as much body as it announces; `nil` where the peer has gone.
  private func readRequest(_ connection: CInt) -> String? {
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let text = String(decoding: received, as: UTF8.self)
      if let end = text.range(of: "\r\n\r\n") {
        let announced = text[..<end.lowerBound].split(separator: "\r\n")
          .first { $0.lowercased().hasPrefix("content-length:") }?
          .split(separator: " ").last.flatMap { Int($0) }
        if text[end.upperBound...].utf8.count >= announced ?? 0 { return text }
      }
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      received += buffer[..<count]
    }
  }
}
