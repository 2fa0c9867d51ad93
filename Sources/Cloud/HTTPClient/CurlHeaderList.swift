import CCurl
import HTTP

/// A request's header in libcurl's form, without the fields that libcurl adds by itself.
final class CurlHeaderList {
  private(set) var first: UnsafeMutablePointer<curl_slist>?

  /// A line that ends in the colon keeps libcurl from sending this field by itself.
  private static let unasked = ["Accept", "Content-Type", "Expect"]

  init(_ request: ClientRequest) {
    for field in request.headers {
      // libcurl sends a field without a value only in this form.
      append(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
    }
    for name in Self.unasked where request.headers[name] == nil { append("\(name):") }
  }

  deinit { curl_slist_free_all(first) }

  private func append(_ line: String) {
    if let longer = curl_slist_append(first, line) { first = longer }
  }
}
