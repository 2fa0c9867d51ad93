import HTTP
import Testing

@Suite struct HTTPFieldsTests {
  @Test func namesAreFoundWithoutRegardToCase() {
    let headers: HTTPFields = ["Content-Type": "text/csv", "ETag": "\"1\""]
    #expect(headers["content-type"] == "text/csv")
    #expect(headers["ETAG"] == "\"1\"")
    #expect(headers["content"] == nil)
  }

  @Test func onlyLettersOfASCIIHaveACase() {
    let headers: HTTPFields = ["X-É": "1", "X-[": "2"]
    #expect(headers["x-É"] == "1")
    #expect(headers["x-é"] == nil)
    #expect(headers["x-{"] == nil)
  }

  @Test func settingReplacesAllOfAName() {
    var headers: HTTPFields = ["a": "1", "A": "2", "b": "3"]
    headers["A"] = "4"
    #expect(headers.map(\.value) == ["3", "4"])
    headers["a"] = nil
    #expect(headers.map(\.name) == ["b"])
  }

  @Test func theOrderIsKept() {
    var headers: HTTPFields = ["b": "1"]
    headers.add("a", "2")
    headers.append(["b": "3"])
    #expect(headers.map(\.name) == ["b", "a", "b"])
    #expect(headers["b"] == "1")
  }

  @Test func valuesOfOneNameAreJoinedByCommas() {
    let headers: HTTPFields = ["Vary": "Accept", "ETag": "\"1\"", "vary": "Origin"]
    #expect(headers.combined == ["Vary": "Accept, Origin", "ETag": "\"1\""])
    var requested: HTTPFields = [:]
    requested.combine("if-none-match", "\"a\"")
    requested.combine("If-None-Match", "\"b\"")
    #expect(requested["If-None-Match"] == "\"a\", \"b\"")
  }
}
