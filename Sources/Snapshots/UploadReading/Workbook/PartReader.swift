internal import XML
internal import ZIP

/// Reads the XML of a workbook's part. What is wrong with it is a rejection that names the part.
struct PartReader {
  private var xml: XMLReader
  let partName: String
  private let limits: UploadLimits

  init(
    _ part: ZIPPart, in archive: UnsafeRawBufferPointer, limits: UploadLimits
  ) throws(Rejection) {
    partName = part.name
    self.limits = limits
    var content: ZIPPartReader
    do throws(ZIPError) {
      content = try ZIPPartReader(
        part, in: archive, limits: limits.inflation(upTo: limits.partBytes))
    } catch {
      throw Rejection(error, limits)
    }
    do throws(XMLError) {
      xml = try XMLReader { try content.read(into: $0) }
    } catch {
      throw Rejection(error, in: part.name, limits)
    }
  }

  @inline(__always) var depth: Int { xml.depth }
  @inline(__always) var attributes: Range<Int> { xml.attributes }
  /// The bytes of the part read so far, including those after the last token.
  var readCount: Int { xml.readCount }

  @inline(__always)
  func bytes(_ range: Range<Int>) -> UnsafeRawBufferPointer { xml.bytes(range) }

  @inline(__always)
  func isNamed(_ other: StaticString) -> Bool { xml.isNamed(other) }

  func attribute(_ name: String) -> String? { xml.attribute(name) }

  @inline(__always)
  mutating func next() throws(Rejection) -> XMLReader.Token {
    do throws(XMLError) { return try xml.next() } catch { throw rejection(error) }
  }

  @inline(__always)
  mutating func takePlainText(
    opening: StaticString, closing: StaticString
  ) -> (range: Range<Int>, isASCII: Bool)? {
    xml.takePlainText(opening: opening, closing: closing)
  }

  /// Appends the resolved characters of the last token.
  @inline(__always)
  func appendText(to content: inout [UInt8]) throws(Rejection) {
    do throws(XMLError) { try xml.appendText(to: &content) } catch { throw rejection(error) }
  }

  /// Checks that characters are UTF-8.
  @inline(__always)
  func checkEncoding(of content: UnsafeRawBufferPointer) throws(Rejection) {
    if content.contains(where: { $0 >= 0x80 }), !UTF8Text.isValid(content) {
      throw .damagedWorkbook(
        part: partName, found: "characters that are not in UTF-8", expected: "XML in UTF-8")
    }
  }

  /// Skips the rest of the part, except for its checksum.
  mutating func finish() throws(Rejection) {
    do throws(XMLError) { try xml.finish() } catch { throw rejection(error) }
  }

  func malformed(_ found: String) -> Rejection { .damagedWorkbook(part: partName, found: found) }

  @inline(never)
  private func rejection(_ error: XMLError) -> Rejection {
    guard error.code == .invalidEntity else { return Rejection(error, in: partName, limits) }
    return .damagedWorkbook(
      part: partName, found: "\(error.found): \(Excerpt.of(xml.bytes(xml.text)))",
      expected: "characters, or references such as &amp;")
  }
}
