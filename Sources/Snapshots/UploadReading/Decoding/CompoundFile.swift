/// Files that older Office programs write, which are small file systems ([MS-CFB]), and what they
/// hold: told by the names of their streams.
enum CompoundFile {
  static let signature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]

  enum Kind {
    /// A newer file of Office that is locked with a password.
    case encrypted
    /// A workbook of Excel 97 to 2003.
    case workbook
    case other
  }

  /// Entries of the directory have this size, and stand at multiples of it.
  private static let entryCount = 128

  private static let streams: [(name: [UInt8], kind: Kind)] = [
    (utf16("EncryptedPackage"), .encrypted), (utf16("Workbook"), .workbook),
    (utf16("Book"), .workbook),
  ]

  static func kind(of bytes: UnsafeRawBufferPointer) -> Kind {
    for start in stride(from: 0, to: bytes.count, by: entryCount) {
      for stream in streams where bytes.has(stream.name, at: start) { return stream.kind }
    }
    return .other
  }

  /// A stream's name as its entry begins with it, up to the zero behind it.
  private static func utf16(_ name: String) -> [UInt8] {
    name.utf8.flatMap { [$0, 0] } + [0, 0]
  }
}
