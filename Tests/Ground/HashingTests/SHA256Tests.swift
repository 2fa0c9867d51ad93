import Hashing
import Testing

@Suite struct SHA256Tests {
  /// The examples of FIPS 180-4 and the empty message.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func givesThePublishedDigests(_ message: String, digest: String) {
    #expect(SHA256.hexDigest(of: Array(message.utf8)) == digest)
  }

  /// A million times the letter a, the third example, in pieces of any length.
  @Test(arguments: [1_000, 4_096, 999_999])
  func aLongMessageMayComeInPieces(_ pieceByteCount: Int) {
    let hash = SHA256()
    hash.begin()
    var rest = 1_000_000
    while rest > 0 {
      let piece = [UInt8](repeating: UInt8(ascii: "a"), count: min(rest, pieceByteCount))
      piece.withUnsafeBytes { hash.update($0) }
      rest -= piece.count
    }
    #expect(
      Hexadecimal.text(hash.finish())
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  /// Around the lengths at which the padding takes one more block.
  @Test(arguments: [0, 1, 55, 56, 63, 64, 65, 119, 120, 1_000])
  func aShortMessageHasTheSameDigest(_ length: Int) {
    let message = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
    var digest = [UInt8](repeating: 0, count: SHA256.byteCount)
    message.withUnsafeBytes { SHA256.digest(of: $0, into: &digest) }
    #expect(SHA256.hexDigest(of: message) == Hexadecimal.text(digest))
  }

  @Test(
    arguments: [([], ""), ([0], "00"), ([0x0F, 0xF0, 0xA9], "0ff0a9"), ([255], "ff")]
      as [([UInt8], String)])
  func aByteIsTwoDigits(_ bytes: [UInt8], digits: String) {
    #expect(Hexadecimal.text(bytes) == digits)
  }

  @Test func eightBytesGiveTheirSixteenDigitsAtOnce() {
    for _ in 0..<1_000 {
      let bytes = (0..<8).map { _ in UInt8.random(in: 0...255) }
      let word = bytes.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
      let (first, second) = Hexadecimal.digits(ofBytes: word)
      let ascii = withUnsafeBytes(of: first, Array.init) + withUnsafeBytes(of: second, Array.init)
      #expect(String(decoding: ascii, as: UTF8.self) == Hexadecimal.text(bytes))
    }
  }
}
