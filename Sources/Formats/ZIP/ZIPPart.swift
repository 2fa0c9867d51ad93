/// A file in a ZIP archive, by the central directory. Nothing of it is trusted: its claims are
/// compared with what is found.
package struct ZIPPart: Sendable {
  package enum Method: Sendable {
    case stored, deflated
  }

  package let name: String
  package let method: Method
  let checksum: UInt32
  /// The claimed size of the content.
  let contentCount: Int
  /// The position of its own header in the archive.
  let headerStart: Int
  let compressedCount: Int

  /// The length of a part's own header without its name and extra field.
  static let headerCount = 30
  private static let headerSignature: UInt32 = 0x0403_4B50

  /// The min bytes that the part occupies in the archive.
  var extent: Range<Int> {
    headerStart..<(headerStart + Self.headerCount + name.utf8.count + compressedCount)
  }

  /// The compressed content, after the part's own header.
  package func compressed(
    in archive: UnsafeRawBufferPointer
  ) throws(ZIPError) -> UnsafeRawBufferPointer {
    var fields = ZIPFields(archive, from: headerStart)
    guard let signature = fields.next(UInt32.self), signature == Self.headerSignature else {
      throw ZIPError(.misplacedHeader, part: name)
    }
    fields.skip(22)
    guard let nameCount = fields.next(UInt16.self), let extraCount = fields.next(UInt16.self),
      let ownName = fields.bytes(Int(nameCount)), ownName.elementsEqual(name.utf8)
    else { throw ZIPError(.otherName, part: name) }
    fields.skip(Int(extraCount))
    guard let content = fields.bytes(compressedCount) else {
      throw ZIPError(.cutShort, part: name)
    }
    return content
  }
}

/// Reads the fields of ZIP's records one after the other.
struct ZIPFields {
  private let bytes: UnsafeRawBufferPointer
  private(set) var position: Int

  init(_ bytes: UnsafeRawBufferPointer, from position: Int) {
    self.bytes = bytes
    self.position = position
  }

  /// The next number; `nil` if the bytes end before.
  mutating func next<Number: FixedWidthInteger & UnsignedInteger>(_: Number.Type) -> Number? {
    guard let field = self.bytes(MemoryLayout<Number>.size) else { return nil }
    return Number(littleEndian: field.loadUnaligned(as: Number.self))
  }

  /// The next bytes; `nil` if there are fewer.
  mutating func bytes(_ count: Int) -> UnsafeRawBufferPointer? {
    guard 0...bytes.count ~= position, count <= bytes.count - position else { return nil }
    defer { position += count }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<(position + count)])
  }

  mutating func skip(_ count: Int) {
    position += count
  }
}
