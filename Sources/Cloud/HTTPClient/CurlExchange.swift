import Bytes
import CCurl
import Failures
import HTTP
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One request in flight and the answer so far.
///
/// libcurl's callbacks change it on one thread; only `cancel` comes from others.
final class CurlExchange: @unchecked Sendable {
  let request: ClientRequest
  /// Scheme, host and port.
  let origin: String

  private var bodyCursor: (piece: Int, offset: Int) = (0, 0)
  private var headers = HTTPFields()
  private var hasWholeHeader = false
  private let answer = GrowingBytes()
  private var isTooLong = false
  private let cancelled = Atomic(false)

  init(_ request: ClientRequest) throws(HTTPError) {
    self.request = request
    origin = Self.origin(of: request.url)
    for field in request.headers where !field.isSendable {
      throw error(.invalidRequest, "a header that cannot be sent: \(field.name)")
    }
  }

  static func of(_ context: UnsafeMutableRawPointer?) -> CurlExchange? {
    context.map { Unmanaged<CurlExchange>.fromOpaque($0).takeUnretainedValue() }
  }

  func cancel() { cancelled.store(true, ordering: .relaxed) }
  var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

  /// What arrived; libcurl accepts a connection that ends within the header as an answer.
  func response(status: Int) -> Result<ClientResponse, HTTPError> {
    guard hasWholeHeader else { return .failure(error(.cutShort, "the header ended early")) }
    return .success(ClientResponse(status: status, headers: headers, body: answer.taken()))
  }

  private static func origin(of url: String) -> String {
    var slashes = 0
    let end = url.utf8.firstIndex { byte in
      if byte == UInt8(ascii: "/") { slashes += 1 }
      return slashes == 3 || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
    }
    return String(url[..<(end ?? url.endIndex)])
  }
}

// MARK: What libcurl calls

extension CurlExchange {
  /// Copies the next bytes of the request's body.
  /// - Returns: their number; 0 at the end.
  func fill(_ buffer: UnsafeMutablePointer<CChar>?, _ capacity: Int) -> Int {
    while bodyCursor.piece < request.body.count {
      let piece = request.body[bodyCursor.piece]
      let count = min(piece.count - bodyCursor.offset, capacity)
      if count > 0 {
        let part = piece[bodyCursor.offset..<(bodyCursor.offset + count)]
        part.withUnsafeBytes { bytes in
          UnsafeMutableRawBufferPointer(start: buffer, count: capacity).copyMemory(from: bytes)
        }
        bodyCursor.offset += count
        return count
      }
      bodyCursor = (bodyCursor.piece + 1, 0)
    }
    return 0
  }

  /// Handles one header line with its line end.
  func receive(headerLine line: UnsafeRawBufferPointer) -> Bool {
    let text = String(decoding: line, as: UTF8.self)
    if text.hasPrefix("HTTP/") {
      // The previous header was provisional, such as 100 Continue.
      headers = HTTPFields()
      hasWholeHeader = false
    } else if text == "\r\n" || text == "\n" {
      hasWholeHeader = true
    } else if let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) {
      let value = text[text.utf8.index(after: colon)...].utf8.trimmingBlanks()
      headers.add(String(text[..<colon]), value)
    }
    return true
  }

  func receive(body bytes: UnsafeRawBufferPointer) -> Bool {
    let limit = request.limits.responseBytes
    let announced = answer.count == 0 ? headers["Content-Length"].flatMap { Int($0) } : nil
    // A body that will be too long is not awaited.
    guard bytes.count <= limit - answer.count, announced ?? 0 <= limit else {
      isTooLong = true
      return false
    }
    if let announced, announced > 0 { answer.reserve(announced) }
    return answer.append(bytes)
  }
}

// MARK: Errors

extension CurlExchange {
  func error(_ code: HTTPErrorCode, _ reason: String) -> HTTPError {
    HTTPError(code: code, place: origin, reason: reason)
  }

  /// - Parameter wasSent: whether any of the request was sent, which decides whether it may have
  ///   had an effect.
  func error(for code: CURLcode, _ reason: String, wasSent: Bool) -> HTTPError {
    switch code {
    case CURLE_URL_MALFORMAT: error(.invalidRequest, reason)
    // libcurl also reports this for an answer that is not HTTP.
    case CURLE_UNSUPPORTED_PROTOCOL: error(wasSent ? .failed : .invalidRequest, reason)
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: error(.unresolved, reason)
    case CURLE_COULDNT_CONNECT, CURLE_SSL_CONNECT_ERROR: error(.unconnected, reason)
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR:
      error(.untrusted, reason)
    // The time-out for connecting has the same code as the total one.
    case CURLE_OPERATION_TIMEDOUT: error(wasSent ? .timedOut : .unconnected, reason)
    case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR,
      CURLE_SEND_FAIL_REWIND:
      error(.cutShort, reason)
    case CURLE_WRITE_ERROR where isTooLong:
      error(.tooLarge, "more than \(request.limits.responseBytes) bytes came")
    case CURLE_ABORTED_BY_CALLBACK where isCancelled: error(.cancelled, "cancelled")
    default: error(.failed, reason)
    }
  }
}

extension HTTPField {
  /// Whether the field stays one field on the wire (RFC 9110, section 5.5).
  fileprivate var isSendable: Bool {
    !name.isEmpty && !name.utf8.contains(where: Self.breaks)
      && !value.utf8.contains(where: Self.breaks)
  }

  private static func breaks(_ byte: UInt8) -> Bool { byte == 0 || byte == 10 || byte == 13 }
}

extension Substring.UTF8View {
  /// The text without blanks and line ends on either side.
  fileprivate func trimmingBlanks() -> String {
    func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 || byte == 13 }
    let start = drop(while: isBlank)
    guard let last = start.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(Substring(start[...last]))
  }
}
