/// The record at the end of a ZIP archive, which locates its central directory.
struct ZIPDirectoryEnd {
  let start: Int
  let partCount: Int

  private static let signature: UInt32 = 0x0605_4B50
  /// The record without its comment, which has at most 65,535 bytes.
  private static let byteCount = 22
  private static let locatorSignature: UInt32 = 0x0706_4B50
  private static let locatorCount = 20
  private static let longSignature: UInt32 = 0x0606_4B50

  init(of archive: UnsafeRawBufferPointer) throws(ZIPError) {
    guard let position = Self.position(in: archive) else {
      throw ZIPError(.noDirectory)
    }
    var fields = ZIPFields(archive, from: position + 4)
    guard let disk = fields.next(UInt16.self), let directoryDisk = fields.next(UInt16.self),
      let diskCount = fields.next(UInt16.self), let count = fields.next(UInt16.self),
      let size = fields.next(UInt32.self), let start = fields.next(UInt32.self)
    else { throw ZIPError(.damagedDirectory) }
    if diskCount == .max || count == .max || size == .max || start == .max,
      let long = try Self.long(before: position, in: archive)
    {
      self = long
      return
    }
    guard disk == 0, directoryDisk == 0, diskCount == count else { throw ZIPError(.split) }
    try self.init(start: UInt64(start), partCount: UInt64(count), before: position)
  }

  private init(start: UInt64, partCount: UInt64, before end: Int) throws(ZIPError) {
    guard let start = Int(exactly: start), let count = Int(exactly: partCount), start <= end else {
      throw ZIPError(.misplacedDirectory)
    }
    self.start = start
    self.partCount = count
  }

  /// The position of the record: the last one whose comment ends with the file.
  private static func position(in archive: UnsafeRawBufferPointer) -> Int? {
    let last = archive.count - byteCount
    for position in stride(from: last, through: max(last - Int(UInt16.max), 0), by: -1) {
      var fields = ZIPFields(archive, from: position)
      guard fields.next(UInt32.self) == signature else { continue }
      fields.skip(16)
      if let count = fields.next(UInt16.self), position + byteCount + Int(count) == archive.count {
        return position
      }
    }
    return nil
  }

  /// The record of an archive with 64-bit numbers.
  private static func long(
    before position: Int, in archive: UnsafeRawBufferPointer
  ) throws(ZIPError) -> ZIPDirectoryEnd? {
    var locator = ZIPFields(archive, from: position - locatorCount)
    guard locator.next(UInt32.self) == locatorSignature, let disk = locator.next(UInt32.self),
      let start = locator.next(UInt64.self)
    else { return nil }
    guard disk == 0 else { throw ZIPError(.split) }
    var fields = ZIPFields(archive, from: Int(exactly: start) ?? archive.count)
    guard fields.next(UInt32.self) == longSignature, fields.bytes(20) != nil,
      let diskCount = fields.next(UInt64.self), let count = fields.next(UInt64.self),
      fields.bytes(8) != nil, let directoryStart = fields.next(UInt64.self), diskCount == count
    else { throw ZIPError(.damagedDirectory) }
    return try ZIPDirectoryEnd(start: directoryStart, partCount: count, before: position)
  }
}
