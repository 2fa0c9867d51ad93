import HTTP
import Testing

@Suite struct HTTPMethodTests {
  /// Methods are compared by case (RFC 9110, section 9.1).
  @Test(arguments: ["get", "Get", "GET ", "", "BREW"])
  func anotherSpellingIsAnotherMethod(text: String) {
    let method = HTTPMethod(rawValue: text)
    #expect(method.rawValue == text)
    for known in [HTTPMethod.get, .head, .options, .post, .put, .patch, .delete] {
      #expect(method != known)
    }
    #expect(HTTPMethod(rawValue: "GET") == .get)
  }

  @Test func aFieldIsACollectionInSendingOrder() {
    let headers: HTTPFields = ["a": "1", "B": "2", "A": "3"]
    #expect(headers.count == 3 && headers[1] == HTTPField("B", "2"))
    #expect(headers.filter { $0.hasName("a") } == ["a": "1", "A": "3"])
    #expect(HTTPFields().isEmpty && HTTPFields()["a"] == nil)
    // Equal fields in another order, or of another case, are other fields.
    #expect(headers != ["a": "1", "A": "3", "B": "2"])
    #expect(HTTPField("a", "1") != HTTPField("A", "1"))
  }
}
