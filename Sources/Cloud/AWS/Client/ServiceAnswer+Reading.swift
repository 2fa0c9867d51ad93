import Bytes
import HTTP
import HTTPClient
import JSON
import XML

extension AWSError.ServiceAnswer {
  /// Reads an error answer.
  init(_ response: ClientResponse, of service: AWSService) {
    let said =
      switch service {
      case .s3: Self.fromXML(response)
      case .athena: Self.fromJSON(response)
      }
    self.init(
      status: response.status, code: said.code, message: Self.elsewhere(response) ?? said.message,
      requestID: response.headers["x-amz-request-id"] ?? response.headers["x-amzn-RequestId"]
        ?? said.requestID)
  }

  /// The failure in an S3 answer of status 200, which it sends if it began to answer before it was
  /// done: only calls by POST do so. The failure gets the status that its code has elsewhere.
  static func hidden(in response: ClientResponse, to request: ClientRequest) -> Self? {
    guard response.status == 200, request.method == .post,
      let root = try? XMLElement(parsing: response.body), root.name == "Error"
    else { return nil }
    let said = Self(response, of: .s3)
    return Self(
      status: status(ofHidden: said.code), code: said.code, message: said.message,
      requestID: said.requestID)
  }

  /// The status of a code that completing an upload may end in; any other is a server error.
  private static func status(ofHidden code: String) -> Int {
    switch code {
    case "EntityTooSmall", "InvalidPart", "InvalidPartOrder", "InvalidRequest", "MalformedXML":
      400
    case "AccessDenied": 403
    case "NoSuchBucket", "NoSuchKey", "NoSuchUpload": 404
    case "ConditionalRequestConflict", "OperationAborted": 409
    case "PreconditionFailed": 412
    case "ServiceUnavailable", "SlowDown": 503
    default: 500
    }
  }

  /// S3 redirects if the bucket is in another region, and answers HEAD with 400.
  private static func elsewhere(_ response: ClientResponse) -> String? {
    guard (300...400).contains(response.status),
      let region = response.headers["x-amz-bucket-region"]
    else { return nil }
    return "the bucket lies in \(region), which AWS_REGION must name"
  }

  private typealias Said = (code: String, message: String, requestID: String)

  private static func fromXML(_ response: ClientResponse) -> Said {
    guard let error = try? XMLElement(parsing: response.body, maxBytes: errorByteLimit) else {
      return ("", excerpt(response.body), "")
    }
    return (
      error["Code"]?.text ?? "", error["Message"]?.text ?? "", error["RequestId"]?.text ?? ""
    )
  }

  private static func fromJSON(_ response: ClientResponse) -> Said {
    let header = response.headers["x-amzn-ErrorType"]
    guard
      let error = try? JSONValue(parsing: response.body.array, byteLimit: errorByteLimit)
    else { return (header.map(bareCode) ?? "", excerpt(response.body), "") }
    let type = header ?? error["__type"]?.string ?? error["code"]?.string ?? ""
    let message = error["message"]?.string ?? error["Message"]?.string ?? ""
    return (bareCode(type), message, "")
  }

  private static let errorByteLimit = 1 << 20

  /// `com.amazonaws.athena#TooManyRequestsException:http://…` names `TooManyRequestsException`.
  private static func bareCode(_ type: String) -> String {
    let afterNamespace = type.utf8.split(separator: UInt8(ascii: "#")).last ?? Substring().utf8
    return String(Substring(afterNamespace.prefix { $0 != UInt8(ascii: ":") }))
  }

  /// The start of an answer in an unknown form, such as a proxy's page.
  private static func excerpt(_ body: SharedBytes) -> String {
    String(decoding: body[0..<min(body.count, 200)].array, as: UTF8.self)
  }
}
