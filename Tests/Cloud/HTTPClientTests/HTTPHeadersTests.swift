import HTTPClient
import Testing

@Suite struct HTTPHeadersTests {
  @Test func namesAreFoundWithoutRegardToCase() {
    let headers: HTTPHeaders = ["Content-Type": "text/csv", "ETag": "\"1\""]
    #expect(headers["content-type"] == "text/csv")
    #expect(headers["ETAG"] == "\"1\"")
    #expect(headers["content"] == nil)
  }

  @Test func settingReplacesAllOfAName() {
    var headers: HTTPHeaders = ["a": "1", "A": "2", "b": "3"]
    headers["A"] = "4"
    #expect(headers.fields.map(\.value) == ["3", "4"])
    headers["a"] = nil
    #expect(headers.fields.map(\.name) == ["b"])
  }

  @Test func theOrderIsKept() {
    var headers: HTTPHeaders = ["b": "1"]
    headers.add("a", "2")
    headers.add("b", "3")
    #expect(headers.fields.map(\.name) == ["b", "a", "b"])
    #expect(headers["b"] == "1")
  }
}
