extension XMLReader {
  /// Appends the characters of the last token as they are meant.
  @inline(__always)
  func appendText(to content: inout [UInt8]) throws(Rejection) {
    if isTextLiteral {
      content += bytes(text)
    } else if !XMLText.append(bytes(text), to: &content) {
      throw .damagedWorkbook(
        part: partName,
        found: "a reference to something that XML does not define: "
          + Excerpt.of(bytes(text)),
        expected: "characters, or references such as &amp;")
    }
  }

  /// Makes sure that characters are in UTF-8.
  @inline(__always)
  func checkEncoding(of content: UnsafeRawBufferPointer) throws(Rejection) {
    if content.contains(where: { $0 >= 0x80 }), !UTF8Text.isValid(content) {
      throw .damagedWorkbook(
        part: partName, found: "characters that are not in UTF-8", expected: "XML in UTF-8")
    }
  }
}
