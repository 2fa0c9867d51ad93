import HTTP
import JSON
import Testing

@testable import LambdaRuntime

/// An event as API Gateway writes it.
private func event(
  path: String = "/v1/kingdoms", stage: String = "$default", more: String = ""
) -> [UInt8] {
  Array(
    """
    {"version":"2.0","routeKey":"$default","rawPath":"\(path)",
    "rawQueryString":"date=2026-01-26&limit=5&limit=6",
    "headers":{"Accept-Encoding":"gzip","if-none-match":"\\"a\\", \\"b\\""},
    "queryStringParameters":{"date":"2026-01-26","limit":"5,6"},
    "requestContext":{"accountId":"123456789012","apiId":"api","domainName":"x.amazonaws.com",
    "http":{"method":"GET","path":"\(path)","protocol":"HTTP/1.1","sourceIp":"203.0.113.7",
    "userAgent":"curl/8"},"requestId":"JKJaXmPLvHcESHA=","stage":"\(stage)",
    "time":"26/Jan/2026:15:30:12 +0000","timeEpoch":1769441412345}\(more)}
    """.utf8)
}

@Suite struct HTTPAPIEventTests {
  @Test func aRequestIsReadFromTheRawParts() throws {
    let request = try HTTPAPIEvent(parsing: event(more: #","cookies":["a=1","b=2"]"#))
    #expect(request.method == .get && request.path == "/v1/kingdoms")
    #expect(request.query == "date=2026-01-26&limit=5&limit=6")
    #expect(request.headers == ["Accept-Encoding": "gzip", "if-none-match": "\"a\", \"b\""])
    #expect(request.cookies == ["a=1", "b=2"])
    #expect(request.sourceIP == "203.0.113.7" && request.requestID == "JKJaXmPLvHcESHA=")
    #expect(request.body == [])
  }

  @Test(arguments: [
    ("/v1/kingdoms", "$default", "/v1/kingdoms"), ("/prod/v1/kingdoms", "prod", "/v1/kingdoms"),
    ("/prod", "prod", "/"), ("/prod/", "prod", "/"), ("/production/v1", "prod", "/production/v1"),
    ("/v1/kingdoms", "prod", "/v1/kingdoms"), ("/prod/prod/v1", "prod", "/prod/v1"),
    ("/", "$default", "/"), ("/\u{301}", "$default", "/\u{301}"),
    ("/prod/\u{301}", "prod", "/\u{301}"), ("/prod\u{301}", "prod", "/prod\u{301}"),
  ])
  func theStageIsNoPartOfThePath(_ raw: String, stage: String, path: String) throws {
    #expect(try HTTPAPIEvent(parsing: event(path: raw, stage: stage)).path == path)
  }

  @Test func aBodyComesAsTextOrInBase64() throws {
    let text = try HTTPAPIEvent(parsing: event(more: #","body":"a=1","isBase64Encoded":false"#))
    #expect(text.body == Array("a=1".utf8))
    let binary = try HTTPAPIEvent(parsing: event(more: #","body":"AP8=","isBase64Encoded":true"#))
    #expect(binary.body == [0, 255])
  }

  @Test(arguments: [
    (#"{"version":"1.0","path":"/","httpMethod":"GET"}"#, "version"), ("{}", "version"),
    ("", ""), ("7", "version"),
    (#"{"version":"2.0","rawPath":"/"}"#, "requestContext.http.method"),
    (#"{"version":"2.0","requestContext":{"http":{"method":"GET"}}}"#, "rawPath"),
    (#"{"version":"2.0","rawPath":"x","requestContext":{"http":{"method":"GET"}}}"#, "rawPath"),
    (
      #"{"version":"2.0","rawPath":"/","requestContext":{"http":{"method":"GET"}},"#
        + #""body":"?","isBase64Encoded":true}"#, "body"
    ),
  ])
  func whatIsNoRequestIsRefusedByItsField(_ payload: String, field: String) throws {
    let error = try #require(
      #expect(throws: HTTPAPIEventError.self) { try HTTPAPIEvent(parsing: Array(payload.utf8)) })
    #expect(error.field == field)
  }
}

@Suite struct HTTPAPIResponseTests {
  @Test func aTextGoesOutAsItIs() {
    let response = HTTPAPIResponse(
      status: 200, headers: ["Content-Type": "application/json", "Vary": "Origin"],
      body: .text("{\"a\":\"名\"}"))
    #expect(
      String(decoding: response.json, as: UTF8.self)
        == #"{"statusCode":200,"headers":{"Content-Type":"application/json","Vary":"Origin"},"#
        + #""cookies":[],"body":"{\"a\":\"名\"}","isBase64Encoded":false}"#)
  }

  @Test func bytesGoOutInBase64() throws {
    let response = HTTPAPIResponse(status: 200, headers: [:], body: .binary([0x1F, 0x8B, 0]))
    let json = try JSONValue(parsing: response.json)
    #expect(json["body"]?.string == "H4sA" && json["isBase64Encoded"]?.bool == true)
  }

  @Test func valuesOfOneNameAreJoined() throws {
    let response = HTTPAPIResponse(
      status: 204, headers: ["Vary": "Origin", "ETag": "\"a\"", "vary": "Accept-Encoding"],
      cookies: ["a=1"], body: .text(""))
    let json = try JSONValue(parsing: response.json)
    #expect(
      json["headers"]
        == .object([("Vary", .string("Origin, Accept-Encoding")), ("ETag", .string("\"a\""))]))
    #expect(json["cookies"] == .array([.string("a=1")]))
  }
}
