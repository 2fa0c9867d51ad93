import AWS
import Bytes
import HTTP
import JSON
import Rankings
import TestSupport

/// Signs the request that a line describes.
enum SigningProbe {
  static func answer(_ question: JSONValue) throws -> JSONWriter {
    let signer = RequestSigner(
      credentials: AWSCredentials(
        accessKeyID: try question.text("access_key"),
        secretAccessKey: try question.text("secret_key"),
        sessionToken: question["token"]?.string),
      region: try question.text("region"), service: try question.text("service"),
      rule: try question.value("rule") { SigningRule(rawValue: $0) })
    let instant = try question.value("time") { Instant($0) }
    var request = HTTPRequest(
      try question.value("method") { HTTPMethod(rawValue: $0) }, try question.text("url"),
      body: [SharedBytes(try question.text("body"))])
    for field in question["headers"]?.elements ?? [] {
      guard let parts = field.elements, parts.count == 2, let name = parts[0].string,
        let value = parts[1].string
      else { throw ProbeError(reason: "a header is a pair of texts") }
      request.headers.add(name, value)
    }
    var json = JSONWriter()
    if let seconds = question["lifetime"]?.integer {
      let url = try signer.presign(request, at: instant, lifetimeSeconds: Int(seconds))
      json.object { $0.member("url", url) }
    } else {
      let authorization = try signer.sign(request, at: instant).headers["Authorization"]
      json.object { $0.member("authorization", authorization) }
    }
    return json
  }
}
