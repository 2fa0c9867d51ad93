import HTTP
import HTTPAPI
import NIOCore
import NIOHTTP1
import Synchronization
import Time

/// Encodes responses, or only their first line and headers (RFC 9112).
enum ResponseEncoder {
  /// How the client finds the end of the body.
  enum Framing: Equatable {
    case length(Int)
    case chunked
    /// The status has no body.
    case none
    /// By the end of the connection.
    case untilClose
  }

  /// A whole response, without its body if the request was HEAD.
  static func bytes(
    of response: HTTPResponse, isHead: Bool = false, keepsAlive: Bool = true,
    isOldVersion: Bool = false
  ) -> ByteBuffer {
    let hasContent = response.status != 204 && response.status != 304
    // Nobody knows the length of a stream.
    if isHead, case .stream = response.body {
      var bytes = ByteBuffer()
      write(response, .none, keepsAlive: keepsAlive, isOldVersion: isOldVersion, to: &bytes)
      return bytes
    }
    let length = hasContent ? response.bytes.count : 0
    var bytes = ByteBuffer()
    bytes.reserveCapacity(512 + length)
    write(
      response, hasContent ? .length(length) : .none, keepsAlive: keepsAlive,
      isOldVersion: isOldVersion, to: &bytes)
    if hasContent, !isHead { bytes.writeBytes(response.bytes) }
    return bytes
  }

  static func write(
    _ response: HTTPResponse, _ framing: Framing, keepsAlive: Bool, isOldVersion: Bool,
    to buffer: inout ByteBuffer
  ) {
    buffer.writeStaticString("HTTP/1.1 ")
    buffer.writeString(String(response.status))
    buffer.writeStaticString(" ")
    buffer.writeString(HTTPResponseStatus(statusCode: response.status).reasonPhrase)
    buffer.writeStaticString("\r\n")
    for field in response.headers.fields {
      buffer.writeString(field.name)
      buffer.writeStaticString(": ")
      let length = buffer.writeString(field.value)
      replaceLineEnds(inLast: length, of: &buffer)
      buffer.writeStaticString("\r\n")
    }
    buffer.writeString(dateLine.withLock { $0.text(at: Clock.system.now()) })
    switch framing {
    case .length(let count):
      buffer.writeStaticString("Content-Length: ")
      buffer.writeString(String(count))
      buffer.writeStaticString("\r\n")
    case .chunked: buffer.writeStaticString("Transfer-Encoding: chunked\r\n")
    case .none, .untilClose: break
    }
    if !keepsAlive {
      buffer.writeStaticString("Connection: close\r\n")
    } else if isOldVersion {
      buffer.writeStaticString("Connection: keep-alive\r\n")
    }
    buffer.writeStaticString("\r\n")
  }

  /// The header `Date`, which is the same for all answers of a second.
  private struct DateLine {
    private var second: Int64?
    private var text = ""

    mutating func text(at now: Instant) -> String {
      let current = now.millisecondsSinceEpoch / 1_000
      if second != current {
        second = current
        text = "Date: \(HTTPDate.text(now))\r\n"
      }
      return text
    }
  }

  private static let dateLine = Mutex(DateLine())

  /// Text from a request must not start another header.
  private static func replaceLineEnds(inLast count: Int, of buffer: inout ByteBuffer) {
    buffer.withUnsafeMutableReadableBytes { bytes in
      for index in (bytes.count - count)..<bytes.count
      where bytes[index] == 0x0D || bytes[index] == 0x0A {
        bytes[index] = 0x20
      }
    }
  }
}
