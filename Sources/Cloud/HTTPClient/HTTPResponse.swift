package import Bytes

/// An answer that came in whole.
package struct HTTPResponse: Sendable {
  package let status: Int
  package let headers: HTTPHeaders
  package let body: SharedBytes

  package init(status: Int, headers: HTTPHeaders = [:], body: SharedBytes = SharedBytes([])) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}
