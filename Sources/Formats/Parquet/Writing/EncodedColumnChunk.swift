package import Bytes

/// One column of one row group, encoded and not yet placed in a file: offsets count from its first
/// byte.
package struct EncodedColumnChunk: Sendable {
  /// All pages with their headers.
  package let bytes: SharedBytes
  let column: ColumnSchema
  let codec: CompressionCodec
  let rowCount: Int
  /// The size without compression.
  let uncompressedByteCount: Int
  let dictionaryPage: EncodedPage?
  let dataPages: [EncodedPage]
  let bounds: Bounds?
}

/// A page in a chunk's bytes.
struct EncodedPage: Sendable {
  let encoding: Encoding
  /// With its header, relative to the chunk.
  let range: Range<Int>
  /// Relative to the row group.
  let firstRow: Int
  let nullCount: Int
  /// `nil` for a page of nulls.
  let bounds: Bounds?
}

extension EncodedColumnChunk {
  var nullCount: Int { dataPages.reduce(0) { $0 + $1.nullCount } }

  /// The footer's entry for a chunk at `offset` in the file.
  func metaData(at offset: Int) -> ColumnMetaData {
    var statistics = Statistics(nullCount: Int64(nullCount))
    statistics.minimum = bounds?.minimum.plainBytes
    statistics.maximum = bounds?.maximum.plainBytes
    statistics.isMinimumExact = bounds?.isMinimumExact
    statistics.isMaximumExact = bounds?.isMaximumExact
    return ColumnMetaData(
      type: column.type.physicalType, encodings: encodings, path: [column.name], codec: codec,
      valueCount: Int64(rowCount), uncompressedByteCount: Int64(uncompressedByteCount),
      compressedByteCount: Int64(bytes.count),
      dataPageOffset: Int64(offset + (dataPages.first?.range.lowerBound ?? 0)),
      dictionaryPageOffset: dictionaryPage.map { Int64(offset + $0.range.lowerBound) },
      statistics: statistics, encodingStatistics: encodingStatistics)
  }

  func offsetIndex(at offset: Int) -> OffsetIndex {
    OffsetIndex(
      locations: dataPages.map { page in
        PageLocation(
          offset: Int64(offset + page.range.lowerBound), byteCount: Int32(page.range.count),
          firstRow: Int64(page.firstRow))
      })
  }

  var columnIndex: ColumnIndex {
    ColumnIndex(
      nullPages: dataPages.map { $0.bounds == nil },
      minimums: dataPages.map { $0.bounds?.minimum.plainBytes ?? [] },
      maximums: dataPages.map { $0.bounds?.maximum.plainBytes ?? [] },
      boundaryOrder: boundaryOrder, nullCounts: dataPages.map { Int64($0.nullCount) })
  }

  /// The order of the written bounds; pages of nulls do not count.
  private var boundaryOrder: BoundaryOrder {
    let bounds = dataPages.compactMap(\.bounds)
    let pairs = zip(bounds, bounds.dropFirst())
    if pairs.allSatisfy({ $0.minimum <= $1.minimum && $0.maximum <= $1.maximum }) {
      return .ascending
    }
    if pairs.allSatisfy({ $0.minimum >= $1.minimum && $0.maximum >= $1.maximum }) {
      return .descending
    }
    return .unordered
  }

  private var encodings: [Encoding] {
    let levels: [Encoding] = column.isRequired ? [] : [.rle]
    let dictionary = dictionaryPage.map { [$0.encoding] } ?? []
    let data = dataPages.first.map { [$0.encoding] } ?? []
    return dictionary + levels + data
  }

  private var encodingStatistics: [PageEncodingStats] {
    let dictionary = dictionaryPage.map {
      PageEncodingStats(pageType: .dictionaryPage, encoding: $0.encoding, pageCount: 1)
    }
    // A chunk's data pages share one encoding: its dictionary is either used or dropped.
    let data = dataPages.first.map {
      PageEncodingStats(
        pageType: .dataPage, encoding: $0.encoding, pageCount: Int32(clamping: dataPages.count))
    }
    return [dictionary, data].compactMap { $0 }
  }
}
