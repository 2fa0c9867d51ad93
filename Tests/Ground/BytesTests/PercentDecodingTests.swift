import Bytes
import Testing

@Suite struct PercentDecodingTests {
  @Test(arguments: [
    ("a%20b", "a b"), ("%C3%A9", "é"), ("100%25", "100%"), ("a+b", "a+b"), ("", ""),
  ])
  func percentEscapesAreUndone(_ text: String, decoded: String) {
    #expect(PercentDecoding.decode(text) == decoded)
  }

  @Test(arguments: ["%", "%4", "%GG", "%C3", "%FF"])
  func brokenEscapesAreNoText(_ text: String) {
    #expect(PercentDecoding.decode(text) == nil)
  }

  @Test func inAFormThePlusIsASpace() {
    #expect(PercentDecoding.decode("a+b%2Bc", plusIsSpace: true) == "a b+c")
  }
}
