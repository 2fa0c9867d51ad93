/// The parts of a ZIP archive (PKWARE's APPNOTE.TXT), by its central directory.
struct ZIPArchive {
  /// The parts by their names in lower case: in a workbook case does not tell parts apart.
  let parts: [String: ZIPPart]
  /// The names of files as they stand in the archive, folders left out.
  let names: [String]

  private static let partSignature: UInt32 = 0x0201_4B50
  private static let maxPartCount = 10_000

  static func isLikely(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
  }

  init(_ archive: UnsafeRawBufferPointer) throws(Rejection) {
    let directory = try ZIPDirectoryEnd(of: archive)
    guard directory.partCount <= Self.maxPartCount else {
      throw Rejection(
        .limitExceeded, found: "a ZIP file of \(directory.partCount) parts",
        expected: "at most \(Self.maxPartCount) parts")
    }
    var fields = ZIPFields(archive, from: directory.start)
    var parts: [String: ZIPPart] = [:]
    var names: [String] = []
    for _ in 0..<directory.partCount {
      let part = try Self.part(&fields)
      if part.name.utf8.last == UInt8(ascii: "/") { continue }
      names.append(part.name)
      if parts.updateValue(part, forKey: part.name.lowercased()) != nil {
        throw .damagedWorkbook(part: part.name, found: "two parts of this name")
      }
    }
    self.parts = parts
    self.names = names
    try checkOverlaps(before: directory.start)
  }

  /// Parts that share bytes are how a small archive claims to hold a great deal.
  private func checkOverlaps(before directoryStart: Int) throws(Rejection) {
    var end = 0
    for part in parts.values.sorted(by: { $0.headerStart < $1.headerStart }) {
      guard part.headerStart >= end, part.extent.upperBound <= directoryStart else {
        throw .damagedWorkbook(part: part.name, found: "a part that overlaps another")
      }
      end = part.extent.upperBound
    }
  }
}

// MARK: The central directory

extension ZIPArchive {
  /// The next entry of the directory.
  private static func part(_ fields: inout ZIPFields) throws(Rejection) -> ZIPPart {
    guard fields.next(UInt32.self) == partSignature, fields.bytes(4) != nil,
      let flags = fields.next(UInt16.self), let method = fields.next(UInt16.self),
      fields.bytes(4) != nil, let checksum = fields.next(UInt32.self),
      let compressedCount = fields.next(UInt32.self), let count = fields.next(UInt32.self),
      let nameCount = fields.next(UInt16.self), let extraCount = fields.next(UInt16.self),
      let commentCount = fields.next(UInt16.self), fields.bytes(8) != nil,
      let start = fields.next(UInt32.self), let nameBytes = fields.bytes(Int(nameCount)),
      let extra = fields.bytes(Int(extraCount)), fields.bytes(Int(commentCount)) != nil
    else { throw .damagedArchive(found: "a directory that is damaged") }
    let name = String(decoding: nameBytes, as: UTF8.self)
    guard name.utf8.elementsEqual(nameBytes) else {
      throw .damagedWorkbook(part: Excerpt.of(name), found: "a name that is no UTF-8")
    }
    if flags & 1 != 0 { throw .encrypted(part: name) }
    var long = ZIPLongFields(in: extra)
    guard let contentCount = long.resolve(count), let packed = long.resolve(compressedCount),
      let headerStart = long.resolve(start)
    else { throw .damagedWorkbook(part: name, found: "sizes that are no sizes") }
    return ZIPPart(
      name: name, method: try self.method(method, of: name), checksum: checksum,
      contentCount: contentCount, headerStart: headerStart, compressedCount: packed)
  }

  private static func method(
    _ number: UInt16, of name: String
  ) throws(Rejection) -> ZIPPart.Method {
    switch number {
    case 0: .stored
    case 8: .deflated
    default:
      throw Rejection(
        .unreadableFormat, at: Rejection.Place(part: name),
        found: "a part compressed by method \(number)",
        expected: "deflate, which every spreadsheet program writes: save the file again")
    }
  }
}

/// The numbers of an entry that are too long for its 32 bits: they stand in its extra field.
private struct ZIPLongFields {
  private static let identifier: UInt16 = 1
  /// What a file may have at the most: more than any that is accepted, and nothing overflows.
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

  /// The number that a field of 32 bits stands for; nil where there is none.
  mutating func resolve(_ short: UInt32) -> Int? {
    if short != .max { return Int(short) }
    guard let long = fields.next(UInt64.self), long < Self.maximum else { return nil }
    return Int(long)
  }
}
