import CCurl
import Dispatch
import HTTP

/// One easy handle of libcurl and its one connection.
///
/// One exchange at a time uses a handle, always on the handle's own queue.
final class CurlHandle: @unchecked Sendable {
  let queue = DispatchQueue(label: "standings.http")
  private let curl: UnsafeMutableRawPointer
  private let proxies: CurlTransport.Proxies
  private let certificateBundle: String?

  /// Must run once in a process, before anything else of libcurl.
  private static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  init?(proxies: CurlTransport.Proxies, certificateBundle: String?) {
    guard Self.isLibraryReady, let curl = curl_easy_init() else { return nil }
    self.curl = curl
    self.proxies = proxies
    self.certificateBundle = certificateBundle
  }

  deinit { curl_easy_cleanup(curl) }

  /// Sends the exchange's request and waits for its answer. Blocks.
  func perform(_ exchange: CurlExchange) -> Result<ClientResponse, HTTPError> {
    let headers = CurlHeaderList(exchange.request)
    let failureText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    failureText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    defer {
      // Resets every option and keeps the connection.
      curl_easy_reset(curl)
      failureText.deallocate()
    }
    let setUp = CurlOptions(curl)
    setUp.pointer(CURLOPT_ERRORBUFFER, failureText)
    setUp.pointer(CURLOPT_HTTPHEADER, headers.first)
    setConnection(setUp)
    setUp.apply(exchange.request)
    setUp.apply(exchange)
    guard setUp.result == CURLE_OK else {
      return .failure(
        exchange.error(.invalidRequest, String(cString: curl_easy_strerror(setUp.result))))
    }
    let result = withExtendedLifetime((exchange, headers)) { curl_easy_perform(curl) }
    guard result == CURLE_OK else {
      let text = String(cString: failureText)
      return .failure(
        exchange.error(
          for: result, text.isEmpty ? String(cString: curl_easy_strerror(result)) : text,
          wasSent: number(CURLINFO_REQUEST_SIZE) > 0))
    }
    return exchange.response(status: number(CURLINFO_RESPONSE_CODE))
  }

  private func number(_ info: CURLINFO) -> Int {
    var number = 0
    _ = standings_getinfo_long(curl, info, &number)
    return number
  }

  private func setConnection(_ options: CurlOptions) {
    options.number(CURLOPT_NOSIGNAL, 1)
    options.number(CURLOPT_TCP_NODELAY, 1)
    options.number(CURLOPT_TCP_KEEPALIVE, 1)
    options.number(CURLOPT_MAXCONNECTS, 1)
    options.number(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
    options.number(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
    options.text(CURLOPT_PROTOCOLS_STR, "http,https")
    switch proxies {
    case .environment: break
    case .none: options.text(CURLOPT_PROXY, "")
    }
    if let certificateBundle { options.text(CURLOPT_CAINFO, certificateBundle) }
  }
}
