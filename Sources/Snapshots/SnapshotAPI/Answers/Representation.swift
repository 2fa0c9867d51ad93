import Compression

/// An answer in the form in which one client takes it: plain or gzip (RFC 9110, section 8).
///
/// The two forms of an answer have different bytes and so different strong entity tags: `"a"` and
/// `"a-gzip"`. A condition of the client's is compared with the tag of the form it would be sent.
struct Representation {
  private(set) var response: APIResponse

  /// Below this, compressing costs more than it saves.
  private static let minByteCount = 1024

  /// - Parameters:
  ///   - answer: whole, to a request without its condition.
  ///   - maxPlainBytes: what is longer is compressed for every client that takes gzip; `nil` leaves
  ///     it to what the client prefers.
  init(
    of answer: APIResponse, for request: APIRequest, gzip: GzipCoder, maxPlainBytes: Int? = nil
  ) {
    response = answer
    if response.isCompressible { compress(for: request, gzip, maxPlainBytes) }
    forget(ifKnownBy: request)
  }

  private mutating func compress(
    for request: APIRequest, _ gzip: GzipCoder, _ maxPlainBytes: Int?
  ) {
    response.headers.append(("Vary", "Accept-Encoding"))
    let codings = AcceptEncoding(request.headers["accept-encoding"])
    let isTooLong = response.body.count > maxPlainBytes ?? .max
    guard response.body.count >= Self.minByteCount,
      codings.prefersGzip || isTooLong && codings.takesGzip,
      let encoded = try? gzip.encode(response.body)
    else { return }
    response.body = encoded
    response.headers.append(("Content-Encoding", "gzip"))
    response.markTag()
  }

  /// Leaves 304 for what the client has already.
  private mutating func forget(ifKnownBy request: APIRequest) {
    guard response.status == 200, let tag = response.header("ETag"),
      EntityTag.matches(tag, ifNoneMatch: request.headers["if-none-match"])
    else { return }
    response = APIResponse(
      status: 304, headers: response.headers.filter { !$0.name.isAboutContent }, body: [])
  }
}

extension APIResponse {
  fileprivate var isCompressible: Bool {
    guard let type = header("Content-Type"), !body.isEmpty else { return false }
    return [
      "text/", "application/json", "application/problem+json", "image/svg+xml",
      "application/manifest+json",
    ].contains { type.hasPrefix($0) }
  }

  /// Gives the gzip form a tag of its own.
  fileprivate mutating func markTag() {
    for index in headers.indices where headers[index].name == "ETag" {
      headers[index].value = "\(headers[index].value.dropLast())-gzip\""
    }
  }
}

extension String {
  /// Whether the header tells of content that a 304 does not have (RFC 9110, section 15.4.5).
  fileprivate var isAboutContent: Bool {
    ["Content-Type", "Content-Encoding", "Content-Length", "Content-Disposition"].contains(self)
  }
}
