import Bytes
import Testing

@Suite struct ExactTextTests {
  /// One character to a reader, two spellings in bytes.
  private let composed = "\u{E9}"
  private let decomposed = "e\u{301}"

  @Test func equivalentTextsOfOtherBytesAreTwoTexts() {
    #expect(composed == decomposed, "Swift compares them by equivalence")
    #expect(ExactText(composed) != ExactText(decomposed))
    #expect(Set([ExactText(composed), ExactText(decomposed), ExactText(composed)]).count == 2)
  }

  @Test(arguments: [("", "", true), ("a", "a", true), ("a", "ab", false), ("ab", "ac", false)])
  func bytesDecide(_ text: String, other: String, isSame: Bool) {
    #expect(text.hasBytes(of: other) == isSame)
    #expect((ExactText(text) == ExactText(other)) == isSame)
  }

  @Test func aPrefixIsOneByBytes() {
    #expect("raw/\u{301}a".begins(withBytesOf: "raw/"))
    #expect(!"raw/\u{301}a".hasPrefix("raw/"), "the slash and the mark are one character")
    #expect(!composed.begins(withBytesOf: "e"))
    #expect("a".begins(withBytesOf: ""))
  }
}
