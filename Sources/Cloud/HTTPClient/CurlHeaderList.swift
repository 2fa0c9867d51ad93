import CCurl
import HTTP

/// The header of a request in libcurl's form, without what libcurl would add unasked.
final class CurlHeaderList {
  private(set) var first: UnsafeMutablePointer<curl_slist>?

  /// What libcurl sends on its own; a line that ends in the colon keeps it from doing so.
  private static let unasked = ["Accept", "Content-Type", "Expect"]

  init(_ request: ClientRequest) {
    for field in request.headers {
      // libcurl sends a field without a value only in this writing.
      append(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
    }
    for name in Self.unasked where request.headers[name] == nil { append("\(name):") }
  }

  deinit { curl_slist_free_all(first) }

  private func append(_ line: String) {
    if let longer = curl_slist_append(first, line) { first = longer }
  }
}
