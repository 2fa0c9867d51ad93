import Bytes
import CCurl
import HTTP

/// Sets options of an easy handle and remembers the first that libcurl rejected.
final class CurlOptions {
  private let curl: UnsafeMutableRawPointer
  private(set) var result = CURLE_OK

  init(_ curl: UnsafeMutableRawPointer) { self.curl = curl }

  func number(_ option: CURLoption, _ value: some BinaryInteger) {
    note(standings_setopt_long(curl, option, Int(clamping: value)))
  }

  func offset(_ option: CURLoption, _ value: Int) {
    note(standings_setopt_offset(curl, option, curl_off_t(value)))
  }

  func text(_ option: CURLoption, _ value: String) {
    note(standings_setopt_text(curl, option, value))
  }

  func pointer(_ option: CURLoption, _ value: UnsafeMutableRawPointer?) {
    note(standings_setopt_pointer(curl, option, value))
  }

  func pointer<Pointee>(_ option: CURLoption, _ value: UnsafeMutablePointer<Pointee>?) {
    pointer(option, value.map { UnsafeMutableRawPointer($0) })
  }

  private func note(_ code: CURLcode) {
    if result == CURLE_OK { result = code }
  }
}

extension CurlOptions {
  /// Applies the request's method, URL and limits.
  func apply(_ request: ClientRequest) {
    text(CURLOPT_URL, request.url)
    // A path such as `/a/../b` is the name of an object and must not be resolved.
    number(CURLOPT_PATH_AS_IS, 1)
    let byteCount = request.body.reduce(0) { $0 + $1.count }
    switch request.method {
    case .get: number(CURLOPT_HTTPGET, 1)
    case .head: number(CURLOPT_NOBODY, 1)
    case .put:
      number(CURLOPT_UPLOAD, 1)
      offset(CURLOPT_INFILESIZE_LARGE, byteCount)
    case .post:
      number(CURLOPT_POST, 1)
      offset(CURLOPT_POSTFIELDSIZE_LARGE, byteCount)
    default:
      if byteCount > 0 {
        number(CURLOPT_UPLOAD, 1)
        offset(CURLOPT_INFILESIZE_LARGE, byteCount)
      }
      text(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    }
    apply(request.limits)
  }

  private func apply(_ limits: HTTPLimits) {
    number(CURLOPT_CONNECTTIMEOUT_MS, limits.connecting.wholeMilliseconds)
    number(CURLOPT_TIMEOUT_MS, limits.total?.wholeMilliseconds ?? 0)
    if let stalling = limits.stalling {
      number(CURLOPT_LOW_SPEED_LIMIT, limits.bytesPerSecond)
      number(CURLOPT_LOW_SPEED_TIME, max(stalling.components.seconds, 1))
    }
  }

  /// Sets the source of the request's body and the destination of the answer's.
  ///
  /// The body cannot be rewound. Otherwise libcurl would send it again by itself if a kept
  /// connection dies, and nobody could tell how often a write arrived.
  func apply(_ exchange: CurlExchange) {
    let context = Unmanaged.passUnretained(exchange).toOpaque()
    for option in [CURLOPT_READDATA, CURLOPT_WRITEDATA, CURLOPT_HEADERDATA] {
      pointer(option, context)
    }
    pointer(CURLOPT_XFERINFODATA, context)
    number(CURLOPT_NOPROGRESS, 0)
    note(
      standings_setopt_transfer(curl, CURLOPT_READFUNCTION) { buffer, size, count, context in
        CurlExchange.of(context)?.fill(buffer, size * count) ?? Int(CURL_READFUNC_ABORT)
      })
    note(
      standings_setopt_transfer(curl, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
        let received = UnsafeRawBufferPointer(start: bytes, count: size * count)
        return CurlExchange.of(context)?.receive(body: received) == true ? size * count : 0
      })
    note(
      standings_setopt_transfer(curl, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
        let received = UnsafeRawBufferPointer(start: bytes, count: size * count)
        return CurlExchange.of(context)?.receive(headerLine: received) == true ? size * count : 0
      })
    note(
      standings_setopt_progress(curl) { context, _, _, _, _ in
        CurlExchange.of(context)?.isCancelled == true ? 1 : 0
      })
  }
}

extension Duration {
  /// At least one, since libcurl reads 0 as no limit.
  var wholeMilliseconds: Int {
    let (seconds, attoseconds) = components
    let (whole, overflow) = Int(seconds).multipliedReportingOverflow(by: 1000)
    return overflow ? .max : max(whole + Int(attoseconds / 1_000_000_000_000_000), 1)
  }
}
