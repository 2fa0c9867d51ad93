import Bytes
import Compression

/// Reads the pages of one column chunk, one after another.
struct PageReader<Values: PageValueDecoder>: ~Copyable {
  private let column: FileColumn
  private let codec: BlockCodec
  private let limits: ReadingLimits
  private let decompressor = BlockDecompressor()
  private var values: Values
  /// One byte per row, once there has been a null.
  private var presence: [UInt8]?
  private var pagePresence: [UInt8] = []
  private var decompressed = ByteBuffer()
  /// Bytes of all pages so far.
  private var decompressedByteCount = 0
  private var pageNumber = 0
  private var hasDictionary = false
  /// The rows read so far.
  private var rowCount = 0

  init(column: FileColumn, codec: BlockCodec, limits: ReadingLimits, values: Values) {
    self.column = column
    self.codec = codec
    self.limits = limits
    self.values = values
  }

  /// The values of all rows so far.
  var columnValues: ColumnValues { ColumnValues(values.storage, presence: presence) }

  /// Reads pages up to the end of the run's rows, all of which must exist.
  mutating func read(_ run: PageRun) throws(ParquetError) {
    let rowLimit = rowCount + run.rowCount
    try run.bytes.withUnsafeBytes { bytes throws(ParquetError) in
      var position = 0
      // A run of no rows contains the dictionary page.
      while position < bytes.count, rowCount < rowLimit || run.rowCount == 0 {
        do throws(ParquetError) {
          position = try readPage(
            bytes, at: position, fileOffset: run.fileOffset, rowLimit: rowLimit)
        } catch {
          throw error.located(
            column: column.name, page: pageNumber, byteOffset: run.fileOffset + position)
        }
        pageNumber += 1
      }
    }
    guard rowCount == rowLimit else {
      throw ParquetError(
        .truncated, expected: "\(rowLimit) rows", found: "\(rowCount)",
        at: .init(column: column.name, byteOffset: run.fileOffset + run.bytes.count))
    }
  }

  /// - Returns: the position of the next page.
  private mutating func readPage(
    _ bytes: UnsafeRawBufferPointer, at start: Int, fileOffset: Int, rowLimit: Int
  ) throws(ParquetError) -> Int {
    let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
    var reader = ThriftCompactReader(rest.bytes, baseOffset: fileOffset + start)
    let header = try reader.structure(PageHeader.self)
    var cursor = ByteCursor(UnsafeRawBufferPointer(rebasing: rest[reader.position...]))
    let body = try cursor.take(Int(header.compressedByteCount))
    try header.verifyChecksum(of: body)
    switch header.type {
    case .dictionaryPage: try readDictionaryPage(header, body)
    case .dataPage: try readDataPage(header, body, rowLimit: rowLimit)
    case .dataPageV2: try readDataPageV2(header, body, rowLimit: rowLimit)
    // Pages of other types may be skipped; no writer uses one.
    default: break
    }
    return start + reader.position + body.count
  }

  // MARK: Pages by type

  private mutating func readDictionaryPage(
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

  private mutating func readDataPage(
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

  private mutating func readDataPageV2(
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
    guard page.isCompressed || header.uncompressedByteCount == header.compressedByteCount else {
      throw ParquetError(
        .malformed,
        expected: "\(header.uncompressedByteCount) bytes of a page that is not compressed",
        found: "\(header.compressedByteCount)")
    }
    if page.isCompressed {
      values = try decompress(values, to: Int(header.uncompressedByteCount) - cursor.position)
    }
    try append(ByteCursor(values), encoding: page.encoding, rowCount: pageRows.count)
  }

  // MARK: Details

  private mutating func append(
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

  private mutating func count(_ number: Int32) throws(ParquetError) -> Int {
    guard number >= 0, number <= limits.rowsPerRowGroup else {
      throw ParquetError(.malformed, expected: "a number of values", found: "\(number)")
    }
    return Int(number)
  }

  /// The rows of a page, which must not exceed those of the chunk.
  private mutating func rows(_ valueCount: Int32, upTo limit: Int) throws(ParquetError) -> Range<
    Int
  > {
    let count = try count(valueCount)
    guard count <= limit - rowCount else {
      throw ParquetError(
        .malformed, expected: "at most \(limit - rowCount) more rows", found: "\(count)")
    }
    return rowCount..<(rowCount + count)
  }

  /// Memory is reserved only for what the compressed bytes can expand to.
  private mutating func decompress(
    _ body: UnsafeRawBufferPointer, to byteCount: Int
  ) throws(ParquetError) -> UnsafeRawBufferPointer {
    guard byteCount >= 0, byteCount <= codec.maxExpansion(ofCompressed: body.count) else {
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
    decompressedByteCount += byteCount
    guard decompressedByteCount <= limits.expandedByteCount else {
      throw ParquetError(
        .limit, expected: "at most \(limits.expandedByteCount) bytes of values",
        found: "\(decompressedByteCount) in the pages up to here")
    }
    // A page of nulls has no values, and not all writers compress an empty body.
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
