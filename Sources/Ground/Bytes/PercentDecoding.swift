/// Percent-encoded text of a URL (RFC 3986, section 2.1).
package enum PercentDecoding {
  /// Decodes the text; `nil` if an escape is invalid or the bytes are not UTF-8.
  /// - Parameter plusIsSpace: whether `+` means a space, as in forms and in the keys of S3's events
  ///   and listings.
  package static func decode(_ text: String, plusIsSpace: Bool = false) -> String? {
    var text = text
    return text.withUTF8 { decode($0[...], plusIsSpace: plusIsSpace) }
  }

  /// Decodes a part of a text.
  /// - Parameter encoded: UTF-8.
  package static func decode(
    _ encoded: Slice<UnsafeBufferPointer<UInt8>>, plusIsSpace: Bool = false
  ) -> String? {
    let isPlain = encoded.allSatisfy { byte in
      byte != UInt8(ascii: "%") && !(plusIsSpace && byte == UInt8(ascii: "+"))
    }
    if isPlain { return String(decoding: encoded, as: UTF8.self) }
    var bytes: [UInt8] = []
    var rest = encoded
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(nibble), let low = rest.popFirst().flatMap(nibble)
        else { return nil }
        bytes.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace:
        bytes.append(UInt8(ascii: " "))
      default:
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func nibble(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
