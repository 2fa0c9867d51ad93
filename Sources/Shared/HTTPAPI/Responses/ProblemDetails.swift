package import HTTP
import JSON

/// Why a request failed: RFC 9457 `application/problem+json`. `code` is for programs and never
/// changes; `detail` is for people and may.
package struct ProblemDetails: Error, Equatable {
  package let status: Int
  package let code: String
  package let title: String
  package let detail: String
  /// Headers of the status, such as `Allow`.
  package var headers: HTTPFields
  /// Additional members of the problem, as JSON by name.
  package var members: [String: [UInt8]]

  package init(
    status: Int, code: String, title: String, detail: String, headers: HTTPFields = [:],
    members: [String: [UInt8]] = [:]
  ) {
    self.status = status
    self.code = code
    self.title = title
    self.detail = detail
    self.headers = headers
    self.members = members
  }

  /// The problem document.
  package var body: [UInt8] {
    var json = JSONWriter()
    json.object {
      $0.member("type", "about:blank")
      $0.member("title", title)
      $0.member("status", status)
      $0.member("code", code)
      $0.member("detail", detail)
      for (name, value) in members.sorted(by: { $0.key < $1.key }) {
        $0.key(name)
        $0.raw(value)
      }
    }
    return json.utf8
  }

  /// The problem as an answer, without the common headers.
  package var response: HTTPResponse {
    var answer = HTTPResponse(
      status: status,
      headers: ["Content-Type": "application/problem+json", "Cache-Control": "no-store"],
      body: body)
    answer.headers.append(headers)
    return answer
  }
}
