/// Kinds of files that are no text, told by how they begin.
enum UploadSignature {
  private static let signatures: [(bytes: [UInt8], name: String)] = [
    ([0x50, 0x4B, 0x03, 0x04], "a ZIP file or an Excel workbook (.xlsx)"),
    ([0x50, 0x4B, 0x05, 0x06], "an empty ZIP file"),
    ([0xD0, 0xCF, 0x11, 0xE0], "an older Excel workbook (.xls)"),
    (Array("%PDF".utf8), "a PDF document"),
    ([0x89, 0x50, 0x4E, 0x47], "a PNG image"),
    ([0xFF, 0xD8, 0xFF], "a JPEG image"),
    (Array("GIF8".utf8), "a GIF image"),
    (Array("RIFF".utf8), "a WebP image or a recording"),
    (Array("PAR1".utf8), "a Parquet file"),
    ([0x1F, 0x8B], "a gzip file within a gzip file"),
    ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard file"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an XZ file"),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7-Zip file"),
    (Array("BZh".utf8), "a bzip2 file"),
    (Array("Rar!".utf8), "a RAR file"),
    (Array(#"{\rtf"#.utf8), "a Rich Text document"),
  ]

  /// How markup begins, in lower case and after blanks.
  private static let markup = ["<!doctype html", "<html", "<head", "<body", "<table", "<?xml"]

  /// Bytes that are looked at for zeros, which no text has.
  private static let sampledBytes = 4096

  /// Refuses bytes that are no table in text.
  static func check(_ bytes: UnsafeRawBufferPointer) throws(Refusal) {
    if let known = signatures.first(where: { bytes.starts(with: $0.bytes) }) {
      throw refusal(known.name)
    }
    let start = bytes.prefix(64).drop { $0.isASCIIBlank }.map(\.lowercasedASCII)
    if markup.contains(where: { start.starts(with: $0.utf8) }) {
      throw refusal("a web page or an XML document")
    }
    let zeros = bytes.prefix(sampledBytes).count { $0 == 0 }
    if zeros > 0 {
      let isWide = zeros * 3 >= min(bytes.count, sampledBytes)
      throw refusal(isWide ? "UTF-16 text without a byte order mark" : "a binary file")
    }
  }

  private static func refusal(_ found: String) -> Refusal {
    Refusal(
      .unreadableFormat, found: found,
      expected: "a table as CSV or JSON text: save or export it as CSV (UTF-8)")
  }
}
