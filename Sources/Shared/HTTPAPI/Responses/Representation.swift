import Compression
import HTTP

/// An answer in one client's form: plain or gzip (RFC 9110, section 8).
///
/// The two forms have different bytes and so different strong entity tags: `"a"` and `"a-gzip"`.
/// The client's condition is compared with the tag of its form.
package struct Representation {
  package private(set) var response: HTTPResponse

  /// Below this size, compressing costs more than it saves.
  private static let minByteCount = 1024

  /// - Parameters:
  ///   - answer: the whole answer to an unconditional request.
  ///   - maxPlainBytes: longer answers are compressed for every client that accepts gzip; `nil`
  ///     leaves it to the client's preference.
  package init(
    of answer: HTTPResponse, for request: HTTPRequest, gzip: GzipCoder, maxPlainBytes: Int? = nil
  ) {
    response = answer
    if response.isCompressible { compress(for: request, gzip, maxPlainBytes) }
    dropContent(knownBy: request)
  }

  private mutating func compress(
    for request: HTTPRequest, _ gzip: GzipCoder, _ maxPlainBytes: Int?
  ) {
    response.headers.add("Vary", "Accept-Encoding")
    let bytes = response.bytes
    guard bytes.count >= Self.minByteCount else { return }
    let codings = AcceptEncoding(request.headers["accept-encoding"])
    let isTooLong = bytes.count > maxPlainBytes ?? .max
    guard codings.prefersGzip || isTooLong && codings.takesGzip,
      let encoded = try? gzip.encode(bytes, effort: response.isForever ? .thorough : .quick)
    else { return }
    response.bytes = encoded
    response.headers.add("Content-Encoding", "gzip")
    response.markTag()
  }

  /// Replaces content that the client has by 304.
  private mutating func dropContent(knownBy request: HTTPRequest) {
    guard response.status == 200, let known = request.headers["if-none-match"],
      let tag = response.headers["ETag"], EntityTag.matches(tag, ifNoneMatch: known)
    else { return }
    let validUntil = response.validUntil
    response = HTTPResponse(status: 304, headers: response.headers.filter { !$0.isAboutContent })
    response.validUntil = validUntil
  }
}

extension HTTPResponse {
  private static let compressibleTypes = [
    "text/", "application/json", "application/problem+json", "image/svg+xml",
    "application/manifest+json",
  ]

  fileprivate var isCompressible: Bool {
    guard let type = headers["Content-Type"], !bytes.isEmpty else { return false }
    return Self.compressibleTypes.contains { type.hasPrefix($0) }
  }

  /// Whether a client may keep it for ever, and so asks for it once.
  fileprivate var isForever: Bool { headers["Cache-Control"] == CacheControl.forever }

  /// Gives the gzip form a tag of its own.
  fileprivate mutating func markTag() {
    headers = HTTPFields(
      headers.map { field in
        guard field.name == "ETag" else { return field }
        return HTTPField(field.name, "\(field.value.dropLast())-gzip\"")
      })
  }
}

extension HTTPField {
  /// Whether the header describes content that a 304 lacks (RFC 9110, section 15.4.5).
  fileprivate var isAboutContent: Bool {
    ["Content-Type", "Content-Encoding", "Content-Length", "Content-Disposition"].contains(name)
  }
}
