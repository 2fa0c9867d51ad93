import Testing

@testable import Parquet

/// The pages of a chunk by its two indexes, which are checked against each other.
@Suite struct PageSummaryTests {
  /// A chunk of bytes 100 to 400.
  private func chunk(valueCount: Int = 30) -> ColumnChunkMetadata {
    ColumnChunkMetadata(
      codec: .uncompressed, encodings: [.plain], valueCount: valueCount, byteRange: 100..<400,
      hasDictionary: false, isEncrypted: false, nullCount: nil, minimum: nil, maximum: nil,
      hasExactBounds: false, dataPageOffset: 100, columnIndexRange: nil, offsetIndexRange: nil)
  }

  /// Three pages of ten rows and a hundred bytes each.
  private let locations = [
    PageLocation(offset: 100, byteCount: 100, firstRow: 0),
    PageLocation(offset: 200, byteCount: 100, firstRow: 10),
    PageLocation(offset: 300, byteCount: 100, firstRow: 20),
  ]

  private let bounds = ColumnIndex(
    nullPages: [false, true, false], minimums: [[1, 0, 0, 0], [], [3, 0, 0, 0]],
    maximums: [[2, 0, 0, 0], [], [4, 0]], boundaryOrder: .ascending, nullCounts: [0, 10, 5])

  private func pages(
    _ locations: [PageLocation], _ bounds: ColumnIndex? = nil, rowCount: Int = 30,
    valueCount: Int = 30
  ) throws(ParquetError) -> [PageSummary] {
    try PageSummary.pages(
      OffsetIndex(locations: locations), bounds, of: chunk(valueCount: valueCount), type: .int32,
      rowCount: rowCount)
  }

  @Test func aPageEndsWhereTheNextBegins() throws {
    let pages = try pages(locations)
    #expect(pages.map(\.rows) == [0..<10, 10..<20, 20..<30])
    #expect(pages.map(\.byteRange) == [100..<200, 200..<300, 300..<400])
    #expect(pages.allSatisfy { $0.minimum == nil && $0.maximum == nil && $0.nullCount == nil })
    #expect(pages.allSatisfy { !$0.isNull })
  }

  @Test func aBoundOfAnotherSizeIsNone() throws {
    let pages = try pages(locations, bounds)
    #expect(pages.map(\.minimum) == [.int32(1), nil, .int32(3)])
    #expect(pages.map(\.maximum) == [.int32(2), nil, nil])
    #expect(pages.map(\.nullCount) == [0, 10, 5] && pages.map(\.isNull) == [false, true, false])
  }

  @Test func nullCountsMayBeMissing() throws {
    var bounds = bounds
    bounds.nullCounts = nil
    #expect(try pages(locations, bounds).map(\.nullCount) == [nil, nil, nil])
  }

  @Test(
    arguments: [
      ("no page", []),
      ("a first page in the middle", [(100, 100, 5)]),
      ("rows backwards", [(100, 100, 0), (200, 100, 20), (300, 100, 10)]),
      ("a page behind the last row", [(100, 100, 0), (200, 100, 31)]),
      ("a negative row", [(100, 100, 0), (200, 100, -1)]),
      ("bytes before the chunk", [(99, 100, 0)]),
      ("bytes behind the chunk", [(100, 301, 0)]),
      ("a negative size", [(100, -1, 0)]),
      ("bytes of two pages", [(100, 101, 0), (200, 100, 10)]),
      ("pages in another order", [(200, 100, 0), (100, 100, 10)]),
      ("a position beyond any file", [(.max, 1, 0)]),
    ] as [(String, [(Int64, Int32, Int64)])])
  func placesThatCannotBe(_ damage: String, _ places: [(Int64, Int32, Int64)]) throws {
    let locations = places.map { PageLocation(offset: $0.0, byteCount: $0.1, firstRow: $0.2) }
    let error = try #require(throws: ParquetError.self, "\(damage)") { try pages(locations) }
    #expect(error.code == .malformed)
  }

  @Test(arguments: 0..<4)
  func everyListHasAnEntryPerPage(_ list: Int) throws {
    var short = bounds
    switch list {
    case 0: short.nullPages.removeLast()
    case 1: short.minimums.removeLast()
    case 2: short.maximums.append([])
    default: short.nullCounts?.removeLast()
    }
    let error = try #require(throws: ParquetError.self) { try pages(locations, short) }
    #expect(error.code == .malformed && error.expected == "a column index of 3 pages")
  }

  /// A page has no more nulls than rows, unless its column is nested.
  @Test(
    arguments: [
      (10, 30, true), (11, 30, false), (-1, 30, false), (11, 45, true), (45, 45, true),
      (46, 45, false),
    ] as [(Int64, Int, Bool)])
  func nullsAreValuesOfTheirPage(_ nulls: Int64, valueCount: Int, isSound: Bool) {
    var bounds = bounds
    bounds.nullCounts = [0, nulls, 0]
    let found = try? pages(locations, bounds, valueCount: valueCount)
    #expect(found?[1].nullCount == (isSound ? Int(nulls) : nil) && (found != nil) == isSound)
  }

  @Test func aChunkWithoutRowsMayHaveNoPage() throws {
    #expect(try pages([], rowCount: 0).isEmpty)
  }
}
