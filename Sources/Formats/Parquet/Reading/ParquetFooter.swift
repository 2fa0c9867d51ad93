package import Bytes

/// The end of a file: the footer, its length and the magic bytes (parquet-format, README.md).
enum ParquetFooter {
  static let magic = Array("PAR1".utf8)
  /// The magic bytes of a file with an encrypted footer.
  static let encryptedMagic = Array("PARE".utf8)
  /// The footer's length and the magic bytes.
  static let trailerByteCount = 8

  /// The range of the footer, from the last bytes of a file.
  static func range(
    fromTail tail: UnsafeRawBufferPointer, fileByteCount: Int, limits: ReadingLimits
  ) throws(ParquetError) -> Range<Int> {
    guard fileByteCount >= 3 * 4, tail.count >= trailerByteCount else {
      throw ParquetError(
        .notParquet, expected: "at least 12 bytes", found: "\(fileByteCount)",
        at: .init(byteOffset: 0))
    }
    let end = fileByteCount - trailerByteCount
    let lastBytes = Array(tail.suffix(4))
    guard lastBytes == magic else {
      let isEncrypted = lastBytes == encryptedMagic
      throw ParquetError(
        isEncrypted ? .unsupported : .notParquet, expected: "PAR1 at the end",
        found: isEncrypted ? "an encrypted footer" : "\(lastBytes)",
        at: .init(byteOffset: fileByteCount - 4))
    }
    let length = tail.loadUnaligned(
      fromByteOffset: tail.count - trailerByteCount, as: UInt32.self)
    let byteCount = Int(UInt32(littleEndian: length))
    guard byteCount <= end - magic.count else {
      throw ParquetError(
        .malformed, expected: "a footer within \(fileByteCount) bytes",
        found: "\(byteCount) bytes", at: .init(byteOffset: end))
    }
    guard byteCount <= limits.footerByteCount else {
      throw ParquetError(
        .limit, expected: "a footer of at most \(limits.footerByteCount) bytes",
        found: "\(byteCount)", at: .init(byteOffset: end))
    }
    return (end - byteCount)..<end
  }
}

extension ParquetMetadata {
  /// Reads the metadata of a file in memory.
  package init(
    file: SharedBytes, limits: ReadingLimits = ReadingLimits()
  ) throws(ParquetError) {
    let range = try file.withUnsafeBytes { bytes throws(ParquetError) in
      try ParquetFooter.range(fromTail: bytes, fileByteCount: bytes.count, limits: limits)
    }
    let footer = try FileMetaData(decoding: file[range], at: range.lowerBound)
    try self.init(footer, fileByteCount: file.count, limits: limits)
  }
}
