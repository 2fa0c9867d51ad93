import HTTPAPI
import Testing

@Suite struct EntityTagTests {
  @Test(arguments: [
    (nil, false), ("\"a\"", true), ("W/\"a\"", true), ("\"b\", \"a\"", true), ("*", true),
    ("\"b\"", false), ("a", false),
  ])
  func anEntityTagIsKnownOrNot(_ header: String?, known: Bool) {
    #expect(EntityTag.matches("\"a\"", ifNoneMatch: header) == known)
  }
}
