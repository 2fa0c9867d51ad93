/// A request as the API sees it, whatever server it came through.
package struct APIRequest: Sendable {
  package let method: String
  /// The path as it was sent, percent-encoded, beginning with `/`.
  package let path: String
  /// What stood after the `?`, percent-encoded; empty where there was none.
  package let query: String
  /// Header values by lower-case name.
  package let headers: [String: String]

  package init(method: String, path: String, query: String = "", headers: [String: String] = [:]) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
  }
}

/// An answer of the API, ready for whatever server sends it.
package struct APIResponse: Sendable {
  package var status: Int
  /// Names as they are usually written, in the order in which they are sent.
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]

  package init(status: Int, headers: [(name: String, value: String)], body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The value of a header, found without regard to case.
  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}
