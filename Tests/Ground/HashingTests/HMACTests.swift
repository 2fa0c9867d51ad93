import Hashing
import Testing

@Suite struct HMACTests {
  /// Test cases 1, 2, 3 and 6 of RFC 4231; the last one's key is longer than a block.
  @Test(arguments: [
    (
      [UInt8](repeating: 0x0b, count: 20), "Hi There",
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), "what do ya want for nothing?",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xaa, count: 131),
      "Test Using Larger Than Block-Size Key - Hash Key First",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
  ])
  func givesThePublishedCodes(_ key: [UInt8], message: String, code: String) {
    let found = HMAC.authenticationCode(of: Array(message.utf8), key: key)
    #expect(Hexadecimal.text(found) == code)
  }

  /// Test case 4 of RFC 4231, whose message is no text.
  @Test func aMessageMayBeAnyBytes() {
    let found = HMAC.authenticationCode(
      of: [UInt8](repeating: 0xcd, count: 50), key: Array(1...25))
    #expect(
      Hexadecimal.text(found)
        == "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b")
  }

  @Test func aMessageInPiecesHasTheDigestOfTheWhole() {
    let hash = SHA256()
    hash.begin()
    for piece in ["forgotten"] { Array(piece.utf8).withUnsafeBytes { hash.update($0) } }
    hash.begin()
    for piece in ["a", "", "bc"] { Array(piece.utf8).withUnsafeBytes { hash.update($0) } }
    #expect(Hexadecimal.text(hash.finish()) == (SHA256.hexDigest(of: Array("abc".utf8))))
  }
}
