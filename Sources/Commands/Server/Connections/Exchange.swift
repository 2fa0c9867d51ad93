import HTTP
import HTTPAPI
import NIOCore
import NIOHTTP1
import SnapshotAPI

extension HTTPRequestHead {
  /// Whether the client speaks HTTP/1.0.
  var isOldVersion: Bool { version.major == 1 && version.minor == 0 }
}

/// A request that is being answered.
struct Exchange {
  let method: String
  let uri: String
  let began: NIODeadline
  let isOldVersion: Bool
  /// Whether the connection is left open for the next request.
  var keepsAlive: Bool
  /// Whether a body comes that nobody wants.
  var dropsBody = false
  /// Whether its answer is on its way out.
  var isAnswered = false
  /// Whether an upload has come whole.
  var isOfUpload = false
  /// All bytes of the request, where its answer may be kept under them.
  var request: ByteBuffer?
  /// What the API was asked.
  var query: HTTPRequest?
  /// Taken before the answer was begun.
  var token: ResponseCache.Token?

  init(_ head: HTTPRequestHead, at now: NIODeadline) {
    method = head.method.rawValue
    uri = head.uri
    began = now
    isOldVersion = head.isOldVersion
    // After a request to change the protocol the parser stops, as it would for a new protocol.
    keepsAlive =
      head.isKeepAlive && head.method != .CONNECT && !head.headers.contains(name: "Upgrade")
  }

  /// A request that could not be read.
  init(unreadable uri: String, at now: NIODeadline) {
    method = "?"
    self.uri = uri
    began = now
    isOldVersion = false
    keepsAlive = false
  }

  var isHead: Bool { method == "HEAD" }

  func line(status: Int, byteCount: Int) -> AccessLine {
    AccessLine(method: method, target: uri, status: status, byteCount: byteCount)
  }
}
