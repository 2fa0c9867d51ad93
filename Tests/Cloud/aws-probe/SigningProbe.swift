import AWS
import Bytes
import HTTP
import HTTPClient
import JSON
import TestSupport
import Time

/// Signs the request that a line describes.
enum SigningProbe {
  static func answer(_ query: JSONValue) throws -> JSONWriter {
    let signer = RequestSigner(
      credentials: AWSCredentials(
        accessKeyID: try query.text("access_key"),
        secretAccessKey: try query.text("secret_key"),
        sessionToken: query["token"]?.string),
      region: try query.text("region"), service: try query.text("service"),
      rule: try query.value("rule") { SigningRule(rawValue: $0) })
    let instant = try query.value("time") { Instant($0) }
    var request = ClientRequest(
      try query.value("method") { HTTPMethod(rawValue: $0) }, try query.text("url"),
      body: [SharedBytes(try query.text("body"))])
    for field in query["headers"]?.elements ?? [] {
      guard let parts = field.elements, parts.count == 2, let name = parts[0].string,
        let value = parts[1].string
      else { throw ProbeError(reason: "a header is a pair of texts") }
      request.headers.add(name, value)
    }
    var json = JSONWriter()
    if let seconds = query["lifetime"]?.integer {
      let url = try signer.presign(request, at: instant, lifetimeSeconds: Int(seconds))
      json.object { $0.member("url", url) }
    } else {
      let authorization = try signer.sign(request, at: instant).headers["Authorization"]
      json.object { $0.member("authorization", authorization) }
    }
    return json
  }
}
