package import Bytes
import Compression

/// Decodes the pages of one column chunk: bytes in, values out.
///
/// Pages may be given in several pieces, and data pages may be left out between them.
package final class ColumnChunkDecoder {
  private let column: FileColumn
  private let codec: BlockCodec
  private let limits: ReadingLimits
  private let decompressor: BlockDecompressor
  private var values: any PageValueDecoder
  /// One byte a row, once there has been a null.
  private var presence: [UInt8]?
  private var pagePresence: [UInt8] = []
  private var decompressed = ByteBuffer()
  private var pageNumber = 0
  private var hasDictionary = false
  /// How many rows have been decoded.
  private(set) var rowCount = 0

  /// - Throws: `ParquetError` with the code `unsupported` for a type or codec that is not read.
  package convenience init(
    _ chunk: ColumnChunkMetadata, of column: FileColumn,
    limits: ReadingLimits = ReadingLimits()
  ) throws(ParquetError) {
    try self.init(codec: chunk.codec, of: column, limits: limits, decompressor: .init())
  }

  init(
    codec: CompressionCodec, of column: FileColumn, limits: ReadingLimits,
    decompressor: BlockDecompressor
  ) throws(ParquetError) {
    guard let type = column.type else {
      throw ParquetError(
        .unsupported, expected: "a flat column of a type that is read",
        found: column.annotation, at: .init(column: column.name))
    }
    guard let blockCodec = BlockCodec(codec) else {
      throw ParquetError(
        .unsupported, expected: "UNCOMPRESSED, SNAPPY, GZIP or ZSTD", found: "\(codec)",
        at: .init(column: column.name))
    }
    self.column = column
    self.codec = blockCodec
    self.limits = limits
    self.decompressor = decompressor
    values = type.pageValueDecoder(limits: limits)
  }

  /// The values of all rows so far.
  package var columnValues: ColumnValues { ColumnValues(values.storage, presence: presence) }

  /// Decodes whole pages that stand one behind another.
  /// - Parameters:
  ///   - bytes: From the first byte of a page header on.
  ///   - fileOffset: Where the bytes stand in the file.
  ///   - rowLimit: How many rows there may be after these pages; decoding stops there.
  package func decodePages(
    _ bytes: SharedBytes, fileOffset: Int, rowLimit: Int
  ) throws(ParquetError) {
    try bytes.withUnsafeBytes { bytes throws(ParquetError) in
      var position = 0
      while position < bytes.count, rowCount < rowLimit {
        do throws(ParquetError) {
          position = try decodePage(
            bytes, at: position, fileOffset: fileOffset, rowLimit: rowLimit)
        } catch {
          throw error.located(
            column: column.name, page: pageNumber, byteOffset: fileOffset + position)
        }
        pageNumber += 1
      }
    }
  }

  /// - Returns: Where the next page begins.
  private func decodePage(
    _ bytes: UnsafeRawBufferPointer, at start: Int, fileOffset: Int, rowLimit: Int
  ) throws(ParquetError) -> Int {
    let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
    var reader = ThriftCompactReader(rest.bytes, baseOffset: fileOffset + start)
    let header = try reader.structure(PageHeader.self)
    var cursor = ByteCursor(UnsafeRawBufferPointer(rebasing: rest[reader.position...]))
    let body = try cursor.take(Int(header.compressedByteCount))
    try header.verifyChecksum(of: body)
    switch header.type {
    case .dictionaryPage: try decodeDictionaryPage(header, body)
    case .dataPage: try decodeDataPage(header, body, rowLimit: rowLimit)
    case .dataPageV2: try decodeDataPageV2(header, body, rowLimit: rowLimit)
    // Pages of other types may be skipped; none is in use.
    default: break
    }
    return start + reader.position + body.count
  }

  // MARK: Pages by type

  private func decodeDictionaryPage(
    _ header: PageHeader, _ body: UnsafeRawBufferPointer
  ) throws(ParquetError) {
    guard let page = header.dictionaryPage, !hasDictionary, rowCount == 0 else {
      throw ParquetError(
        .malformed, expected: "one dictionary page before all data pages", found: "another")
    }
    guard page.encoding == .plain || page.encoding == .plainDictionary else {
      throw ParquetError(.unsupported, expected: "PLAIN", found: "\(page.encoding)")
    }
    let bytes = try decompress(body, to: Int(header.uncompressedByteCount))
    try values.readDictionary(ByteCursor(bytes), count: try count(page.valueCount))
    hasDictionary = true
  }

  private func decodeDataPage(
    _ header: PageHeader, _ body: UnsafeRawBufferPointer, rowLimit: Int
  ) throws(ParquetError) {
    guard let page = header.dataPage else { throw PageHeader.missing("data page") }
    let pageRows = try rows(page.valueCount, upTo: rowLimit)
    var cursor = ByteCursor(try decompress(body, to: Int(header.uncompressedByteCount)))
    if !column.isRequired {
      guard page.definitionLevelEncoding == .rle else {
        throw ParquetError(
          .unsupported, expected: "RLE levels", found: "\(page.definitionLevelEncoding)")
      }
      var levels = ByteCursor(try cursor.take(cursor.uint32()), baseOffset: 4)
      try DefinitionLevelDecoder.decode(&levels, into: &pagePresence, rowCount: pageRows.count)
    }
    try append(cursor, encoding: page.encoding, rowCount: pageRows.count)
  }

  private func decodeDataPageV2(
    _ header: PageHeader, _ body: UnsafeRawBufferPointer, rowLimit: Int
  ) throws(ParquetError) {
    guard let page = header.dataPageV2 else { throw PageHeader.missing("data page of version 2") }
    let pageRows = try rows(page.valueCount, upTo: rowLimit)
    var cursor = ByteCursor(body)
    _ = try cursor.take(Int(page.repetitionLevelByteCount))
    var levels = ByteCursor(try cursor.take(Int(page.definitionLevelByteCount)))
    if !column.isRequired {
      try DefinitionLevelDecoder.decode(&levels, into: &pagePresence, rowCount: pageRows.count)
    }
    var values = cursor.rest
    if page.isCompressed {
      values = try decompress(values, to: Int(header.uncompressedByteCount) - cursor.position)
    }
    try append(ByteCursor(values), encoding: page.encoding, rowCount: pageRows.count)
  }

  // MARK: Details

  private func append(
    _ cursor: ByteCursor, encoding: Encoding, rowCount pageRowCount: Int
  ) throws(ParquetError) {
    try pagePresence.withUnsafeBufferPointer { levels throws(ParquetError) in
      let rows = PageRows(0..<pageRowCount, of: column.isRequired ? nil : levels)
      try values.append(cursor, encoding: encoding, rows: rows)
      if rows.nullCount > 0, presence == nil {
        presence = [UInt8](repeating: 1, count: rowCount)
      }
      if rows.nullCount > 0 {
        presence?.append(contentsOf: levels)
      } else {
        presence?.append(contentsOf: repeatElement(1, count: pageRowCount))
      }
    }
    rowCount += pageRowCount
  }

  private func count(_ number: Int32) throws(ParquetError) -> Int {
    guard number >= 0, number <= limits.rowsPerRowGroup else {
      throw ParquetError(.malformed, expected: "a number of values", found: "\(number)")
    }
    return Int(number)
  }

  /// The rows of a page, which must not go beyond those of the chunk.
  private func rows(_ valueCount: Int32, upTo limit: Int) throws(ParquetError) -> Range<Int> {
    let count = try count(valueCount)
    guard count <= limit - rowCount else {
      throw ParquetError(
        .malformed, expected: "at most \(limit - rowCount) more rows", found: "\(count)")
    }
    return rowCount..<(rowCount + count)
  }

  /// Memory is reserved only for what the compressed bytes can stand for.
  private func decompress(
    _ body: UnsafeRawBufferPointer, to byteCount: Int
  ) throws(ParquetError) -> UnsafeRawBufferPointer {
    guard byteCount >= 0, byteCount <= codec.greatestExpansion(ofCompressed: body.count) else {
      throw ParquetError(
        .malformed, expected: "what \(body.count) bytes of \(codec) can stand for",
        found: "\(byteCount) bytes")
    }
    guard byteCount <= limits.pageByteCount else {
      throw ParquetError(
        .limit, expected: "pages of at most \(limits.pageByteCount) bytes",
        found: "\(byteCount)")
    }
    if codec == .uncompressed, byteCount == body.count { return body }
    // A page of nulls has no values, and not all writers compress nothing to something.
    if byteCount == 0 { return UnsafeRawBufferPointer(start: nil, count: 0) }
    decompressed.removeAll()
    let target = UnsafeMutableRawBufferPointer(
      start: decompressed.reserve(byteCount), count: byteCount)
    do throws(CompressionError) {
      try decompressor.decompress(body, with: codec, into: target)
    } catch {
      throw ParquetError(
        .malformed, expected: "\(byteCount) bytes of \(codec)",
        found: "\(error.code) at byte \(error.byteOffset ?? 0) of the page")
    }
    return UnsafeRawBufferPointer(target)
  }
}

extension PageHeader {
  fileprivate func verifyChecksum(of body: UnsafeRawBufferPointer) throws(ParquetError) {
    guard let checksum else { return }
    let actual = CRC32.checksum(body)
    guard actual == checksum else {
      throw ParquetError(.checksum, expected: "CRC-32 \(checksum)", found: "\(actual)")
    }
  }

  fileprivate static func missing(_ part: String) -> ParquetError {
    ParquetError(.malformed, expected: "the header of a \(part)", found: "none")
  }
}

extension ColumnType {
  fileprivate func pageValueDecoder(limits: ReadingLimits) -> any PageValueDecoder {
    switch physicalType {
    case .boolean: BooleanPageDecoder()
    case .int32: NumberPageDecoder<Int32>()
    case .int64: NumberPageDecoder<Int64>()
    case .float: NumberPageDecoder<Float>()
    case .double: NumberPageDecoder<Double>()
    default: ByteArrayPageDecoder(limits: limits)
    }
  }
}

extension BlockCodec {
  /// Nil for a codec that is not read.
  fileprivate init?(_ codec: CompressionCodec) {
    switch codec {
    case .uncompressed: self = .uncompressed
    case .snappy: self = .snappy
    case .gzip: self = .gzip
    case .zstd: self = .zstd
    default: return nil
    }
  }
}
