import Bytes
import TestSupport
import Testing

@testable import Parquet

/// Metadata that says something else than the file holds: counts, sizes, offsets, types and lists
/// that are sound Thrift and lies. Reading ends in an error or in values, never in a trap.
@Suite(.timeLimit(.minutes(5))) struct MutationTests {
  private static func original() throws -> ParquetParts {
    var settings = WritingSettings()
    settings.rowsPerPage = 16
    settings.writesChecksums = false
    return ParquetParts(
      try SampleTable.players.file(
        rowsPerGroup: 40, settings: settings, metadata: [("source", "test")]))
  }

  private static let maxRowsRead = 100_000

  /// Everything that the product asks of a file.
  private static func readAll(_ bytes: SharedBytes) async throws {
    let file = try await ParquetFile(bytes)
    let metadata = file.metadata
    #expect(metadata.rowCount == metadata.rowGroups.reduce(0) { $0 + $1.rowCount })
    for chunk in metadata.rowGroups.flatMap(\.chunks) {
      #expect((0...chunk.valueCount).contains(chunk.nullCount ?? 0))
      #expect(chunk.byteRange.upperBound <= bytes.count)
    }
    for column in metadata.columns.indices {
      for (rowGroup, group) in metadata.rowGroups.enumerated() {
        await attempt {
          let pages = try await file.pages(ofColumn: column, rowGroup: rowGroup)
          let isFlat = metadata.columns[column].type != nil
          #expect(
            pages?.allSatisfy { !isFlat || ($0.nullCount ?? 0) <= $0.rows.count } ?? true)
        }
        let rows = Array(stride(from: 0, to: min(group.rowCount, maxRowsRead), by: 11))
        await attempt {
          let some = try await file.values(ofColumn: column, rowGroup: rowGroup, rows: rows)
          #expect(some.count == rows.count)
        }
      }
      await attempt {
        let parts = try await file.values(ofColumn: column)
        #expect(parts.reduce(0) { $0 + $1.count } == metadata.rowCount)
      }
    }
  }

  /// One column after another, so that an error of one does not hide the others.
  private static func attempt(_ body: () async throws -> Void) async {
    do {
      try await body()
    } catch let error as ParquetError {
      #expect(!error.expected.isEmpty && !error.found.isEmpty)
    } catch {
      Issue.record("not a ParquetError: \(error)")
    }
  }

  @Test(arguments: [UInt64](1...4))
  func changedMetadataIsAnErrorOrAnAnswer(seed: UInt64) async throws {
    let original = try Self.original()
    var random = SeededGenerator(seed: seed)
    var opened = 0
    let rounds = 150
    for round in 0..<rounds {
      var mutant = original
      Self.mutate(&mutant, &random)
      do {
        try await Self.readAll(mutant.file)
        opened += 1
      } catch let error as ParquetError {
        #expect(!error.expected.isEmpty && !error.found.isEmpty, "seed \(seed), round \(round)")
      }
    }
    // Else nothing behind the footer was tried.
    #expect((30..<rounds).contains(opened), "seed \(seed)")
  }

  private static func mutate(_ file: inout ParquetParts, _ random: inout SeededGenerator) {
    let rowGroup = Int.random(in: 0..<2, using: &random)
    let column = Int.random(in: 0..<6, using: &random)
    let index =
      Bool.random(using: &random)
      ? ParquetParts.Chunk.columnIndexOffset : ParquetParts.Chunk.offsetIndexOffset
    switch Int.random(in: 0..<4, using: &random) {
    case 0:
      file.changePageHeader(rowGroup: rowGroup, column: column) { $0.mutate(using: &random) }
    case 1:
      file.changeIndex(at: index, rowGroup: rowGroup, column: column) {
        $0.mutate(using: &random)
      }
    default:
      for _ in 0..<Int.random(in: 1...2, using: &random) { file.footer.mutate(using: &random) }
    }
  }

  /// What is put together again unchanged is the same file to the reader.
  @Test func theDriverItselfChangesNothing() async throws {
    var file = try Self.original()
    let before = try await ParquetFile(file.file)
    file.changePageHeader(rowGroup: 1, column: 1) { _ in }
    let index = ParquetParts.Chunk.columnIndexOffset
    file.changeIndex(at: index, rowGroup: 0, column: 3) { _ in }
    let after = try await ParquetFile(file.file)
    for column in before.metadata.columns.indices {
      #expect(try await readColumn(column, of: before) == readColumn(column, of: after))
    }
  }
}
