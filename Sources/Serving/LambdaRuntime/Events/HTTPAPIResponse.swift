package import HTTP
import Hashing
import JSON

/// An answer for an HTTP API of API Gateway (payload format 2.0).
package struct HTTPAPIResponse: Sendable {
  package enum Body: Hashable, Sendable {
    case text(String)
    /// Bytes that are not text, such as compressed ones: they are sent as base64.
    case binary([UInt8])
  }

  /// Lambda's max response, as JSON.
  package static let maxByteCount = 6 << 20

  package let status: Int
  /// In the given order; values of equal names are joined.
  package let headers: HTTPFields
  package let cookies: [String]
  package let body: Body

  package init(
    status: Int, headers: HTTPFields, cookies: [String] = [], body: Body
  ) {
    self.status = status
    self.headers = headers
    self.cookies = cookies
    self.body = body
  }

  /// The response in API Gateway's form.
  package var json: [UInt8] {
    var json = JSONWriter()
    json.object {
      $0.member("statusCode", status)
      $0.object("headers") {
        // An object can hold each name once.
        for field in headers.combined { $0.member(field.name, field.value) }
      }
      $0.array("cookies") { for cookie in cookies { $0.value(cookie) } }
      switch body {
      case .text(let text):
        $0.member("body", text)
        $0.member("isBase64Encoded", false)
      case .binary(let bytes):
        $0.member("body", Base64.text(bytes))
        $0.member("isBase64Encoded", true)
      }
    }
    return json.utf8
  }
}
