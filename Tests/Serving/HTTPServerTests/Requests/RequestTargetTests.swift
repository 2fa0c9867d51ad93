import NIOCore
import Testing

@testable import HTTPServer

@Suite struct RequestTargetTests {
  @Test(
    arguments: [
      ("/", "/", "", nil), ("/a/b?c=d&e", "/a/b", "c=d&e", nil), ("/a?b?c", "/a", "b?c", nil),
      ("/a#b", "/a", "", nil), ("*", "*", "", nil), ("http://host", "/", "", "host"),
      ("http://host:80/a?b", "/a", "b", "host:80"), ("HTTPS://host?b", "/", "b", "host"),
      ("//etc/passwd", "//etc/passwd", "", nil),
    ] as [(String, String, String, String?)])
  func aTargetHasAPathAndAQuery(text: String, path: String, query: String, authority: String?) {
    let target = RequestTarget(text)
    #expect(target?.path == path)
    #expect(target?.query == query)
    #expect(target?.authority == authority)
  }

  @Test(arguments: ["", "a", "a/b", "http://", "http:///a", "ftp://host/", "host:80", "**"])
  func whatIsNoTargetIsNone(text: String) {
    #expect(RequestTarget(text) == nil)
  }
}

@Suite struct HeadLengthTests {
  @Test(
    arguments: [
      ("", nil), ("\r\n\r\n", 4), ("a\r\n\r\n", 5), ("a\r\n\r\nb", 5), ("ab\r\nc\r\n\r\n", 9),
      ("a\n\r\n\r\n", 6), ("a\r\r\n\r\n", 6), ("a\r\n\n\r\n", nil), ("a\r\n\r", nil),
      ("a\r\n\r\r\n\r\n", 8), ("\n\n\n\n", nil), ("a\r\n\r\n\r\n\r\n", 5),
    ] as [(String, Int?)])
  func aHeadEndsWithTheFirstEmptyLine(text: String, length: Int?) {
    #expect(ByteBuffer(string: text).lengthOfHead == length)
  }

  @Test func aHeadEndsWhereverItEnds() {
    for length in 0..<64 {
      let text = String(repeating: "a", count: length) + "\r\n\r\n" + "rest"
      #expect(ByteBuffer(string: text).lengthOfHead == length + 4)
    }
  }
}
