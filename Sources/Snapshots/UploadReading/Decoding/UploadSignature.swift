/// Kinds of files without a readable table, recognised by their bytes and rejected with
/// instructions.
enum UploadSignature {
  private static let asTable = "a table: save or export it as an Excel workbook (.xlsx) or as CSV"
  private static let unpacked = "the file itself: unpack it, and upload the .xlsx or the CSV in it"
  private static let noPicture =
    "the table itself, not a picture of it: export it as an Excel workbook (.xlsx) or as CSV"

  private static let signatures: [(bytes: [UInt8], name: String, expected: String)] = [
    ([0x50, 0x4B, 0x05, 0x06], "an empty ZIP file", asTable),
    ([0x50, 0x4B, 0x07, 0x08], "one of several files of a split ZIP archive", unpacked),
    (Array("%PDF".utf8), "a PDF document", asTable),
    ([0x89, 0x50, 0x4E, 0x47], "a PNG image", noPicture),
    ([0xFF, 0xD8, 0xFF], "a JPEG image", noPicture),
    (Array("GIF8".utf8), "a GIF image", noPicture),
    (Array("RIFF".utf8), "a WebP image or a recording", noPicture),
    (Array("PAR1".utf8), "a Parquet file", asTable),
    ([0x1F, 0x8B], "a gzip file within a gzip file", "a CSV file or a workbook, gzipped once"),
    ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard file", unpacked),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an XZ file", unpacked),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7-Zip file", unpacked),
    (Array("BZh".utf8), "a bzip2 file", unpacked),
    (Array("Rar!".utf8), "a RAR file", unpacked),
    (Array(#"{\rtf"#.utf8), "a Rich Text document", asTable),
    (Array("SQLite format 3".utf8), "an SQLite database", asTable),
  ]

  /// Rejects bytes that are not a table in text.
  static func check(_ bytes: UnsafeRawBufferPointer) throws(Rejection) {
    if let known = signatures.first(where: { bytes.starts(with: $0.bytes) }) {
      throw rejection(known.name, known.expected)
    }
    if bytes.has(Array("ftyp".utf8), at: 4) { throw rejection("a photo or a video", noPicture) }
    if bytes.starts(with: CompoundFile.signature) { throw rejection(CompoundFile.kind(of: bytes)) }
    if isLockFile(bytes) {
      throw rejection(
        "the lock file that Excel keeps beside an open workbook (its name begins with ~$)",
        "the workbook itself, or a CSV file")
    }
    if let name = markup(bytes) { throw rejection(name, asTable) }
    try checkZeros(bytes)
  }

  private static func rejection(_ found: String, _ expected: String) -> Rejection {
    Rejection(.unreadableFormat, found: found, expected: expected)
  }

  private static func rejection(_ kind: CompoundFile.Kind) -> Rejection {
    switch kind {
    case .encrypted:
      rejection(
        "an Office file with a password",
        "a file without one: save it as an Excel workbook (.xlsx) without a password, or as CSV")
    case .workbook:
      rejection(
        "an older Excel workbook (.xls)",
        "a newer one: open it and save it as an Excel workbook (.xlsx), or as CSV")
    case .other: rejection("a file of an older Office program", asTable)
    }
  }
}

// MARK: Kinds without a signature

extension UploadSignature {
  /// The bytes searched for zeros, which no text has, and for the vocabulary of an XML document.
  private static let sampledBytes = 4096

  /// How web pages start, in lower case and after blanks.
  private static let pages = ["<!doctype html", "<html", "<head", "<body", "<table", "<meta"]

  /// XML namespaces and the kinds of their documents.
  private static let vocabularies = [
    ("urn:schemas-microsoft-com:office:spreadsheet", "an XML Spreadsheet of Excel 2003"),
    ("urn:oasis:names:tc:opendocument", "an OpenDocument file in XML"),
    ("http://www.w3.org/1999/xhtml", "a web page"),
  ]

  /// The kind of a text in markup; `nil` for any other text.
  private static func markup(_ bytes: UnsafeRawBufferPointer) -> String? {
    let start = bytes.prefix(64).drop { $0.isASCIIBlank }.map(\.lowercasedASCII)
    if pages.contains(where: { start.starts(with: $0.utf8) }) {
      return "a web page (HTML), which some programs name .xls"
    }
    guard start.starts(with: "<?xml".utf8) || start.starts(with: "<workbook".utf8) else {
      return nil
    }
    let sample = String(decoding: bytes.prefix(sampledBytes), as: UTF8.self)
    return vocabularies.first { sample.contains($0.0) }?.1 ?? "an XML document"
  }

  /// Whether the bytes are Excel's lock file: the length of a user's name, the name, and padding to
  /// a fixed size.
  private static func isLockFile(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let (count, nameRoom) = (165, 54)
    guard bytes.count == count, let length = bytes.first, 1...nameRoom ~= Int(length) else {
      return false
    }
    let room = bytes[(1 + Int(length))...nameRoom]
    return room.allSatisfy { $0 == 0 || $0 == UInt8(ascii: " ") } && bytes.contains(0)
  }

  private static func checkZeros(_ bytes: UnsafeRawBufferPointer) throws(Rejection) {
    let zeros = bytes.prefix(sampledBytes).count { $0 == 0 }
    if zeros == 0 { return }
    let isWide = zeros * 3 >= min(bytes.count, sampledBytes)
    throw rejection(
      isWide ? "UTF-16 text without a byte order mark" : "a binary file",
      "a table as text: save or export it as CSV (UTF-8), or as an Excel workbook (.xlsx)")
  }
}

/// Files of older Office programs, which are small file systems ([MS-CFB]), and their kinds, by the
/// names of their streams.
enum CompoundFile {
  static let signature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]

  enum Kind {
    /// A newer Office file with a password.
    case encrypted
    /// A workbook of Excel 97 to 2003.
    case workbook
    case other
  }

  /// The size and alignment of directory entries.
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

  /// A stream's name as its entry starts, including the terminating zero.
  private static func utf16(_ name: String) -> [UInt8] {
    name.utf8.flatMap { [$0, 0] } + [0, 0]
  }
}
