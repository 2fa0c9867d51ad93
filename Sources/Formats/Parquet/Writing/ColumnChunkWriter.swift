import Compression

/// Writes the consecutive pages of one column chunk into memory that is reserved for the worst
/// case.
struct ColumnChunkWriter {
  /// More than the header of a page without statistics can take.
  static let headerBound = 64

  private let column: ColumnSchema
  private let compression: ColumnCompression
  private let writesChecksums: Bool
  private let compressor: BlockCompressor
  private let destination: UnsafeMutableRawBufferPointer
  /// Headers of one chunk's pages mostly have the same size. So a page is compressed to where its
  /// body belongs if its header is as long as the previous one.
  private var expectedHeaderByteCount = 24

  private(set) var byteCount = 0
  private(set) var uncompressedByteCount = 0
  private(set) var dictionaryPage: EncodedPage?
  private(set) var dataPages: [EncodedPage] = []

  init(
    column: ColumnSchema, compression: ColumnCompression, settings: WritingSettings,
    compressor: BlockCompressor, destination: UnsafeMutableRawBufferPointer
  ) {
    self.column = column
    self.compression = compression
    writesChecksums = settings.writesChecksums
    self.compressor = compressor
    self.destination = destination
  }

  /// The max size of a page with a body of `bodyByteCount`.
  static func bound(bodyByteCount: Int, compression: ColumnCompression) -> Int {
    headerBound + BlockCompressor.bound(compression.codec, count: bodyByteCount)
  }

  mutating func writeDictionaryPage(
    _ body: UnsafeRawBufferPointer, valueCount: Int
  ) throws(ParquetError) {
    let header = DictionaryPageHeader(valueCount: Int32(clamping: valueCount), encoding: .plain)
    let range = try write(body, PageHeader(type: .dictionaryPage, dictionaryPage: header))
    dictionaryPage = EncodedPage(
      encoding: .plain, range: range, firstRow: 0, nullCount: 0, bounds: nil)
  }

  mutating func writeDataPage(
    _ body: UnsafeRawBufferPointer, encoding: Encoding, rows: Range<Int>, nullCount: Int,
    bounds: Bounds?
  ) throws(ParquetError) {
    let header = DataPageHeader(valueCount: Int32(clamping: rows.count), encoding: encoding)
    let range = try write(body, PageHeader(type: .dataPage, dataPage: header))
    dataPages.append(
      EncodedPage(
        encoding: encoding, range: range, firstRow: rows.lowerBound, nullCount: nullCount,
        bounds: bounds))
  }

  /// Compresses the body, completes the header and writes both.
  private mutating func write(
    _ body: UnsafeRawBufferPointer, _ header: PageHeader
  ) throws(ParquetError) -> Range<Int> {
    let bodyStart = byteCount + expectedHeaderByteCount
    let compressed = try compress(body, at: bodyStart)
    guard let bodyByteCount = Int32(exactly: body.count),
      let compressedByteCount = Int32(exactly: compressed.count)
    else {
      throw column.misuse(expected: "a page under 2 GiB", found: "\(body.count) bytes")
    }
    var header = header
    header.uncompressedByteCount = bodyByteCount
    header.compressedByteCount = compressedByteCount
    if writesChecksums { header.checksum = CRC32.checksum(compressed) }
    var thrift = ThriftCompactWriter()
    thrift.structure(header)

    if thrift.bytes.count != expectedHeaderByteCount, let base = destination.baseAddress,
      let source = compressed.baseAddress
    {
      (base + byteCount + thrift.bytes.count).copyMemory(
        from: source, byteCount: compressed.count)
      expectedHeaderByteCount = thrift.bytes.count
    }
    UnsafeMutableRawBufferPointer(rebasing: destination[byteCount...])
      .copyBytes(from: thrift.bytes)
    let start = byteCount
    byteCount += thrift.bytes.count + compressed.count
    uncompressedByteCount += thrift.bytes.count + body.count
    return start..<byteCount
  }

  private func compress(
    _ body: UnsafeRawBufferPointer, at start: Int
  ) throws(ParquetError) -> UnsafeRawBufferPointer {
    let room = UnsafeMutableRawBufferPointer(rebasing: destination[start...])
    do throws(CompressionError) {
      let count = try compressor.compress(
        body, with: compression.codec, level: compression.level,
        zstdMode: compression.zstdMode, into: room)
      return UnsafeRawBufferPointer(rebasing: room[..<count])
    } catch {
      throw column.misuse(expected: "memory for \(error.codec)", found: "\(error.code)")
    }
  }
}

/// The rows of a data page to write.
struct PageRows {
  let rows: Range<Int>
  /// One byte per row of `rows`; `nil` if all of them have a value.
  let presence: UnsafeBufferPointer<UInt8>?
  let presentCount: Int

  var nullCount: Int { rows.count - presentCount }

  /// Rows that all have a value, or all are null.
  init(repeating isPresent: Bool, rowCount: Int) {
    rows = 0..<rowCount
    presence = nil
    presentCount = isPresent ? rowCount : 0
  }

  /// - Parameter presence: that of the whole column.
  init(_ rows: Range<Int>, of presence: UnsafeBufferPointer<UInt8>?) {
    self.rows = rows
    guard let presence else {
      self.presence = nil
      presentCount = rows.count
      return
    }
    let levels = UnsafeBufferPointer(rebasing: presence[rows])
    presentCount = DefinitionLevelEncoder.count(in: levels)
    self.presence = presentCount == rows.count ? nil : levels
  }
}

extension WritingSettings {
  /// Cuts a column of fixed-size values into pages.
  func pages(
    rowCount: Int, bytesPerValue: Int, presence: UnsafeBufferPointer<UInt8>?
  ) -> [PageRows] {
    let step = max(1, min(rowsPerPage, bytesPerPage / bytesPerValue))
    return stride(from: 0, to: rowCount, by: step).map { start in
      PageRows(start..<min(start + step, rowCount), of: presence)
    }
  }

  /// Cuts a column of byte arrays into pages; a value larger than a page gets one alone.
  func pages(_ values: ByteArrays, presence: UnsafeBufferPointer<UInt8>?) -> [PageRows] {
    var pages: [PageRows] = []
    var start = 0
    while start < values.count {
      let furthest = min(start + max(1, rowsPerPage), values.count)
      var end = start + 1
      // The bytes before a row only grow, so binary search finds the last row that fits.
      var tooFar = furthest + 1
      while tooFar - end > 1 {
        let middle = (end + tooFar) / 2
        let byteCount = Int(values.offsets[middle] - values.offsets[start])
        if byteCount + 4 * (middle - start) <= bytesPerPage {
          end = middle
        } else {
          tooFar = middle
        }
      }
      pages.append(PageRows(start..<end, of: presence))
      start = end
    }
    return pages
  }
}
