import Foundation
import Hashing
import Testing

@Suite struct Base64Tests {
  /// RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func theExamplesOfTheStandard(_ text: String, digits: String) {
    #expect(Base64.text(Array(text.utf8)) == digits)
    #expect(Base64.bytes(digits) == Array(text.utf8))
  }

  @Test func anyBytesAreAsFoundationWritesThem() {
    for length in 0..<200 {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255) }
      let digits = Data(bytes).base64EncodedString()
      #expect(Base64.text(bytes) == digits)
      #expect(Base64.bytes(digits) == bytes, "\(digits)")
    }
  }

  @Test(arguments: [
    "Zg=", "Zg", "Z", "Z===", "====", "Zg==Zg==", "Zm9v\n", "Zm9-", "Zm9_", "=Zm9", "Z=m9", "Zh==",
    "Zm9=", "名",
  ])
  func whatIsNoBase64IsRefused(_ text: String) {
    #expect(Base64.bytes(text) == nil)
  }
}
