import Datasets
import HTTP
import HTTPAPI
import HTTPServer
import Storage
import Time

/// The request's statements about the upload in its body.
struct UploadRequest: Sendable {
  let file: FileName
  /// `nil` if the file states it.
  let kingdom: Kingdom?
  let date: CalendarDate?
  /// The announced size.
  let byteCount: Int?

  /// - Parameter maxBytes: a longer body is rejected before it is sent.
  init(_ request: HTTPRequest, _ query: QueryParameters, maxBytes: Int) throws(ProblemDetails) {
    let headers = request.headers
    guard
      OriginRule.allows(
        host: headers["host"], origin: headers["origin"], site: headers["sec-fetch-site"])
    else { throw .otherOrigin }
    guard Self.isOctetStream(headers["content-type"]) else {
      throw .otherContentType(headers["content-type"], expected: Self.type)
    }
    if let expectation = headers["expect"], expectation.lowercased() != "100-continue" {
      throw .otherExpectation(expectation)
    }
    guard let file = try query.value("file", expected: Self.fileExpectation, { FileName($0) })
    else { throw .badParameter("file", found: "", expected: "the name of the file") }
    guard !file.isTemporary else {
      throw .badParameter("file", found: file.text, expected: FileName.finalNameExpected)
    }
    self.file = file
    kingdom = try query.value("kingdom", expected: "a number such as 51") { Kingdom($0) }
    date = try query.value("date", expected: "YYYY-MM-DD") { CalendarDate($0) }
    byteCount = headers["content-length"].flatMap { Int($0) }
    if let byteCount, byteCount > maxBytes { throw .uploadTooLarge(maxBytes) }
  }

  private static let fileExpectation =
    "a file name of at most 200 bytes, no folder, not beginning with a dot"

  private static let type = "application/octet-stream"

  private static func isOctetStream(_ found: String?) -> Bool {
    found?.prefix { $0 != ";" && $0 != " " }.lowercased() == type
  }
}
