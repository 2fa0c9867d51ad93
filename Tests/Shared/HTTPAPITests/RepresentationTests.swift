import Bytes
import Compression
import HTTP
import HTTPAPI
import Testing

/// The form of an answer that a client gets: plain, compressed, or none because it has it already.
@Suite struct RepresentationTests {
  private static let long = [UInt8](repeating: UInt8(ascii: "a"), count: 2_000)

  private func represent(
    _ answer: HTTPResponse, _ headers: HTTPFields, maxPlainBytes: Int? = nil
  ) -> HTTPResponse {
    Representation(
      of: answer, for: HTTPRequest(path: "/", headers: headers), gzip: GzipCoder(),
      maxPlainBytes: maxPlainBytes
    ).response
  }

  private func answer(
    _ type: String?, status: Int = 200, tag: String? = "\"t\"", body: [UInt8] = long
  ) -> HTTPResponse {
    var headers: HTTPFields = ["Cache-Control": "no-cache"]
    if let type { headers.add("Content-Type", type) }
    if let tag { headers.add("ETag", tag) }
    return HTTPResponse(status: status, headers: headers, body: body)
  }

  @Test(
    arguments: [
      ("application/json", true), ("application/problem+json", true),
      ("text/csv; charset=utf-8", true), ("text/html", true), ("image/svg+xml", true),
      ("application/manifest+json", true), ("image/png", false), ("font/woff2", false),
      ("application/octet-stream", false), (nil, false),
    ] as [(String?, Bool)])
  func onlyTextIsCompressed(type: String?, isCompressed: Bool) {
    let sent = represent(answer(type), ["Accept-Encoding": "gzip"])
    #expect((sent.headers["Content-Encoding"] == "gzip") == isCompressed)
    #expect((sent.headers["Vary"] == "Accept-Encoding") == isCompressed)
    #expect((sent.bytes == Self.long) == !isCompressed)
  }

  @Test(arguments: [(1_023, false), (1_024, true)])
  func aShortTextStaysPlain(count: Int, isCompressed: Bool) {
    let body = [UInt8](Self.long.prefix(count))
    let sent = represent(answer("text/plain", body: body), ["Accept-Encoding": "gzip"])
    #expect((sent.headers["Content-Encoding"] != nil) == isCompressed)
    // A cache must know that other clients may get another form of the path.
    #expect(sent.headers["Vary"] == "Accept-Encoding")
  }

  /// Where bytes are paid for, a client's preference for the plain form ends at a length.
  @Test(
    arguments: [
      (nil, 2_000, false), (nil, 1_999, true), ("identity, gzip;q=0.1", 1_999, true),
      ("identity, gzip;q=0.1", 2_000, false), ("identity", 1_999, false),
      ("gzip;q=0", 1_999, false),
    ] as [(String?, Int, Bool)])
  func aLongPlainAnswerIsCompressedForAllWhoTakeIt(
    encoding: String?, maxPlainBytes: Int, isCompressed: Bool
  ) {
    let headers: HTTPFields = encoding.map { ["Accept-Encoding": $0] } ?? [:]
    let sent = represent(answer("text/plain"), headers, maxPlainBytes: maxPlainBytes)
    #expect((sent.headers["Content-Encoding"] == "gzip") == isCompressed)
  }

  /// The two forms have other bytes, and so other tags.
  @Test(
    arguments: [
      ("\"t\"", nil, 304), ("\"t-gzip\"", nil, 200), ("\"t\"", "gzip", 200),
      ("\"t-gzip\"", "gzip", 304), ("W/\"t-gzip\"", "gzip", 304), ("*", "gzip", 304),
      ("\"x\", \"t\"", nil, 304), ("t", nil, 200),
    ] as [(String, String?, Int)])
  func aClientIsToldThatItHasTheBytesOfItsForm(
    condition: String, encoding: String?, status: Int
  ) {
    var headers: HTTPFields = ["If-None-Match": condition]
    if let encoding { headers.add("Accept-Encoding", encoding) }
    #expect(represent(answer("text/plain"), headers).status == status)
  }

  @Test func anUnchangedAnswerKeepsWhatCachesNeedAndNothingElse() {
    var download = answer("text/csv")
    download.headers.add("Content-Disposition", "attachment")
    let sent = represent(download, ["Accept-Encoding": "gzip", "If-None-Match": "\"t-gzip\""])
    #expect(sent.status == 304 && sent.bytes.isEmpty)
    #expect(
      sent.headers == [
        "Cache-Control": "no-cache", "ETag": "\"t-gzip\"", "Vary": "Accept-Encoding",
      ])
  }

  @Test(
    arguments: [(404, "\"t\""), (201, "\"t\""), (200, nil)] as [(Int, String?)])
  func onlyASuccessWithATagIsReplaced(status: Int, tag: String?) {
    let sent = represent(answer("text/plain", status: status, tag: tag), ["If-None-Match": "*"])
    #expect(sent.status == status && sent.bytes == Self.long)
  }

  @Test func contentThatIsKeptForEverIsCompressedFurther() {
    // Words in an order that repeats late, so that a longer search finds more.
    let words = (0..<4_000).map { "word\($0 * 7_919 % 613) and\($0 * 104_729 % 97)" }
    let body = Array(words.joined(separator: " ").utf8)
    func sent(_ cache: String) -> Int {
      let headers: HTTPFields = ["Cache-Control": cache, "Content-Type": "text/css"]
      return represent(
        HTTPResponse(status: 200, headers: headers, body: body), ["Accept-Encoding": "gzip"]
      ).bytes.count
    }
    #expect(sent("public, max-age=31536000, immutable") < sent("no-cache"))
  }

  @Test func aStreamIsLeftAsItIs() {
    let stream = HTTPResponse(
      status: 200, headers: ["Content-Type": "text/event-stream"],
      stream: BodyStream { _, _ throws(ProblemDetails) in throw .internalError })
    let sent = represent(stream, ["Accept-Encoding": "gzip"])
    guard case .stream = sent.body else {
      Issue.record("no stream")
      return
    }
    #expect(sent.headers == ["Content-Type": "text/event-stream"])
  }

  @Test(arguments: [0, 1, 1_000, 100_000])
  func aCompressedBodyIsTheSameBytes(count: Int) throws {
    let coder = GzipCoder()
    let body = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    // The coder's memory is used again.
    for _ in 0..<2 {
      let encoded = SharedBytes(try coder.encode(body))
      #expect(
        try GzipInflation.inflate(
          encoded, limits: InflateLimits(contentBytes: 1 << 20, ratio: 2_000)
        ).array == body)
    }
  }
}
