import HTTP
import HTTPAPI
import JSON

/// The form of successful answers: `{"success":true,"data":…,"meta":{…}}`.
enum Envelope {
  static func json(
    isSuccess: Bool = true, data: (inout JSONWriter) -> Void,
    meta: ((inout JSONWriter) -> Void)? = nil
  ) -> [UInt8] {
    var json = JSONWriter()
    json.object {
      $0.member("success", isSuccess)
      $0.key("data")
      data(&$0)
      if let meta { $0.object("meta", meta) }
    }
    return json.utf8
  }
}

extension HTTPResponse {
  /// The answer to a change, which nobody may store.
  static func done(
    status: Int = 200, isSuccess: Bool = true, _ data: (inout JSONWriter) -> Void
  ) -> HTTPResponse {
    HTTPResponse(
      status: status,
      headers: [
        "Content-Type": AnswerForm.json.rawValue, "Cache-Control": CacheControl.never,
      ], body: Envelope.json(isSuccess: isSuccess, data: data))
  }

  /// The answer to a read.
  /// - Parameter tag: changes with the content; `nil` makes it of the content.
  static func read(
    tag: String? = nil, data: (inout JSONWriter) -> Void,
    meta: ((inout JSONWriter) -> Void)? = nil
  ) -> HTTPResponse {
    let body = Envelope.json(data: data, meta: meta)
    let type = AnswerForm.json.rawValue
    guard let tag else { return .tagged(body, type: type, cache: CacheControl.revalidate) }
    return HTTPResponse(
      status: 200,
      headers: ["Content-Type": type, "Cache-Control": CacheControl.revalidate, "ETag": tag],
      body: body)
  }
}
