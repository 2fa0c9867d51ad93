import HTTP
import HTTPAPI
import NIOCore
import Testing

@testable import HTTPServer

@Suite struct ResponseEncoderTests {
  /// The lines of a response without its date.
  private func lines(
    _ response: HTTPResponse, isHead: Bool = false, keepsAlive: Bool = true,
    isOldVersion: Bool = false
  ) -> [String] {
    let bytes = ResponseEncoder.bytes(
      of: response, isHead: isHead, keepsAlive: keepsAlive, isOldVersion: isOldVersion)
    return String(buffer: bytes).split(separator: "\r\n", omittingEmptySubsequences: false)
      .map(String.init).filter { !$0.hasPrefix("Date: ") }
  }

  private let response = HTTPResponse(
    status: 200, headers: ["Content-Type": "text/plain"], body: Array("body".utf8))

  @Test func aResponseHasItsLengthAndItsBody() {
    #expect(
      lines(response) == [
        "HTTP/1.1 200 OK", "Content-Type: text/plain", "Content-Length: 4", "", "body",
      ])
  }

  @Test func theResponseToHeadHasTheLengthAlone() {
    #expect(
      lines(response, isHead: true) == [
        "HTTP/1.1 200 OK", "Content-Type: text/plain", "Content-Length: 4", "", "",
      ])
  }

  @Test(arguments: [204, 304])
  func aStatusWithoutContentHasNeither(status: Int) {
    let response = HTTPResponse(status: status, body: Array("body".utf8))
    #expect(lines(response).dropFirst() == ["", ""])
  }

  @Test(
    arguments: [
      (true, false, nil), (true, true, "Connection: keep-alive"),
      (false, false, "Connection: close"), (false, true, "Connection: close"),
    ] as [(Bool, Bool, String?)])
  func aResponseSaysWhatIsNotTheDefaultOfItsVersion(
    keepsAlive: Bool, isOldVersion: Bool, line: String?
  ) {
    let lines = lines(response, keepsAlive: keepsAlive, isOldVersion: isOldVersion)
    #expect(lines.first { $0.hasPrefix("Connection") } == line)
  }

  @Test func noValueBeginsAnotherHeader() {
    let response = HTTPResponse(status: 200, headers: ["A": "x\r\nSet-Cookie: y\n"])
    #expect(lines(response)[1] == "A: x  Set-Cookie: y ")
  }

  @Test(
    arguments: [
      (.chunked, "Transfer-Encoding: chunked"), (.length(7), "Content-Length: 7"), (.none, nil),
      (.untilClose, nil),
    ] as [(ResponseEncoder.Framing, String?)])
  func aStreamSaysHowItEnds(framing: ResponseEncoder.Framing, line: String?) {
    var bytes = ByteBuffer()
    ResponseEncoder.write(response, framing, keepsAlive: true, isOldVersion: false, to: &bytes)
    let lines = String(buffer: bytes).split(separator: "\r\n")
    #expect(
      lines.first { $0.hasPrefix("Transfer") || $0.hasPrefix("Content-Length") }.map(String.init)
        == line)
  }

  @Test func aResponseHasADate() {
    let text = String(buffer: ResponseEncoder.bytes(of: response))
    let date = text.split(separator: "\r\n").first { $0.hasPrefix("Date: ") }
    #expect(date?.hasSuffix(" GMT") == true)
    #expect(date?.count == "Date: Mon, 26 Jan 2026 15:30:12 GMT".count)
  }
}
