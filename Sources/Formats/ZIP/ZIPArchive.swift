/// The parts of a ZIP archive (PKWARE's APPNOTE.TXT), by its central directory.
package struct ZIPArchive {
  /// The parts by their names in lower case: case does not tell parts apart.
  package let parts: [String: ZIPPart]
  /// The names of files as written in the archive, without folders.
  package let names: [String]

  private static let partSignature: UInt32 = 0x0201_4B50
  package static let maxPartCount = 10_000

  /// Whether the bytes begin as an archive that is not empty does.
  package static func isLikely(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
  }

  /// - Throws: what is wrong with the archive, or with a part of it.
  package init(_ archive: UnsafeRawBufferPointer) throws(ZIPError) {
    let directory = try ZIPDirectoryEnd(of: archive)
    guard directory.partCount <= Self.maxPartCount else {
      throw ZIPError(.tooManyParts(directory.partCount))
    }
    var fields = ZIPFields(archive, from: directory.start)
    var parts: [String: ZIPPart] = [:]
    var names: [String] = []
    for _ in 0..<directory.partCount {
      let part = try Self.part(&fields)
      if part.name.utf8.last == UInt8(ascii: "/") { continue }
      names.append(part.name)
      if parts.updateValue(part, forKey: part.name.lowercased()) != nil {
        throw ZIPError(.duplicateName, part: part.name)
      }
    }
    self.parts = parts
    self.names = names
    try checkOverlaps(before: directory.start)
  }

  /// Overlapping parts are how a small archive claims a huge content.
  private func checkOverlaps(before directoryStart: Int) throws(ZIPError) {
    var end = 0
    // Of parts with one start the names decide, so that an archive always gets the same message.
    let inOrder = parts.values.sorted { ($0.headerStart, $0.name) < ($1.headerStart, $1.name) }
    for part in inOrder {
      guard part.headerStart >= end, part.extent.upperBound <= directoryStart else {
        throw ZIPError(.overlap, part: part.name)
      }
      end = part.extent.upperBound
    }
  }
}

// MARK: The central directory

extension ZIPArchive {
  /// The next entry of the directory.
  private static func part(_ fields: inout ZIPFields) throws(ZIPError) -> ZIPPart {
    guard fields.next(UInt32.self) == partSignature, fields.bytes(4) != nil,
      let flags = fields.next(UInt16.self), let method = fields.next(UInt16.self),
      fields.bytes(4) != nil, let checksum = fields.next(UInt32.self),
      let compressedCount = fields.next(UInt32.self), let count = fields.next(UInt32.self),
      let nameCount = fields.next(UInt16.self), let extraCount = fields.next(UInt16.self),
      let commentCount = fields.next(UInt16.self), fields.bytes(8) != nil,
      let start = fields.next(UInt32.self), let nameBytes = fields.bytes(Int(nameCount)),
      let extra = fields.bytes(Int(extraCount)), fields.bytes(Int(commentCount)) != nil
    else { throw ZIPError(.damagedDirectory) }
    let name = String(decoding: nameBytes, as: UTF8.self)
    guard name.utf8.elementsEqual(nameBytes) else {
      throw ZIPError(.nameNotUTF8, part: name)
    }
    if flags & 1 != 0 { throw ZIPError(.encrypted, part: name) }
    var long = ZIPLongFields(in: extra)
    guard let contentCount = long.resolve(count), let packed = long.resolve(compressedCount),
      let headerStart = long.resolve(start)
    else { throw ZIPError(.invalidSize, part: name) }
    return ZIPPart(
      name: name, method: try self.method(method, of: name), checksum: checksum,
      contentCount: contentCount, headerStart: headerStart, compressedCount: packed)
  }

  private static func method(
    _ number: UInt16, of name: String
  ) throws(ZIPError) -> ZIPPart.Method {
    switch number {
    case 0: .stored
    case 8: .deflated
    default:
      throw ZIPError(.unsupportedMethod(Int(number)), part: name)
    }
  }
}

/// The numbers of an entry that exceed its 32 bits: they are in its extra field.
private struct ZIPLongFields {
  private static let identifier: UInt16 = 1
  /// The max size of a file: more than is ever accepted, and small enough that nothing overflows.
  private static let maximum: UInt64 = 1 << 48
  private var fields: ZIPFields

  init(in extra: UnsafeRawBufferPointer) {
    var records = ZIPFields(extra, from: 0)
    while let identifier = records.next(UInt16.self), let count = records.next(UInt16.self),
      let record = records.bytes(Int(count))
    {
      guard identifier == Self.identifier else { continue }
      fields = ZIPFields(record, from: 0)
      return
    }
    fields = ZIPFields(extra, from: extra.count)
  }

  /// The value of a field of 32 bits; `nil` if it is missing.
  mutating func resolve(_ short: UInt32) -> Int? {
    if short != .max { return Int(short) }
    guard let long = fields.next(UInt64.self), long < Self.maximum else { return nil }
    return Int(long)
  }
}
