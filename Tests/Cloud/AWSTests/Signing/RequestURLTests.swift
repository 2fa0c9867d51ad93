import AWS
import Testing

/// The parts of a URL that are signed.
@Suite struct RequestURLTests {
  @Test(arguments: [
    ("http://h", "h", "/", ""), ("https://H.Example/a/b", "h.example", "/a/b", ""),
    ("HTTP://h:80/", "h", "/", ""), ("https://h:443", "h", "/", ""),
    ("https://h:80/", "h:80", "/", ""), ("http://h:443/", "h:443", "/", ""),
    ("http://h:9000/a?b=c&d", "h:9000", "/a", "b=c&d"), ("http://h?x", "h", "/", "x"),
    ("http://h/a?", "h", "/a", ""), ("http://h/a?b?c", "h", "/a", "b?c"),
    // Nothing is decoded or put in order.
    ("http://h/%2e%2E//a/../b?z=1&a=%20", "h", "/%2e%2E//a/../b", "z=1&a=%20"),
    ("http://[::1]:9000/x", "[::1]:9000", "/x", ""),
  ])
  func itIsTakenVerbatim(_ text: String, authority: String, path: String, query: String) throws {
    let url = try #require(RequestURL(text))
    #expect(url.authority == authority && url.path == path && url.query == query)
    #expect(url.scheme == (text.lowercased().hasPrefix("https") ? "https" : "http"))
  }

  @Test(arguments: [
    "", "h/a", "http:/h", "http:h", "file:///a", "http://", "http:///a", "http://?a",
    "http://user@h/", "http://h/a#b", "http://h/a b", "http://h/a\n", "http://h/\u{7F}",
  ])
  func anythingElseIsNone(_ text: String) {
    #expect(RequestURL(text) == nil)
  }

  @Test(arguments: [
    ("abcXYZ019-._~", "abcXYZ019-._~"), ("a b+c", "a%20b%2Bc"), ("a/b", "a%2Fb"),
    ("ü", "%C3%BC"), ("%", "%25"), ("\n\0", "%0A%00"), ("*'()!", "%2A%27%28%29%21"), ("", ""),
  ])
  func allButUnreservedCharactersAreEncoded(_ text: String, encoded: String) {
    #expect(PercentEncoding.encode(text) == encoded)
    let kept = encoded.replacing("%2F", with: "/")
    #expect(PercentEncoding.encode(text, keepingSlashes: true) == kept)
  }

  @Test func parametersKeepTheirOrder() {
    #expect(
      RequestURL.query([("prefix", "a/ü"), ("list-type", "2"), ("marker", "")])
        == "prefix=a%2F%C3%BC&list-type=2&marker=")
    #expect(RequestURL.query([]) == "")
  }
}
