import Bytes
import Datasets
import TestSupport
import Testing

@testable import UploadReading

/// Any table, however it is written down, comes back as it was.
@Suite struct RandomTableTests {
  /// A column without a value may as well be no column: JSON may leave out its key everywhere.
  private func expectSame(_ table: Table, _ expected: RandomTable) {
    let nothing = [Int64?](repeating: nil, count: expected.rows.count)
    #expect(table.ids == expected.rows.map(\.id))
    #expect(table.texts(.name) == expected.rows.map(\.name))
    #expect(table.texts(.alliance) ?? nothing.map { _ in nil } == expected.rows.map(\.alliance))
    #expect(table[.power] ?? nothing == expected.rows.map(\.power))
    #expect(table[.deaths] ?? nothing == expected.rows.map(\.deaths))
    #expect(table.problems.isEmpty)
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func csvComesBack(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let expected = RandomTable(using: &random, rows: .random(in: 1...40, using: &random))
    let text = expected.csv(using: &random)
    expectSame(try Table(text), expected)
    let utf16 = ("\u{FEFF}" + text).utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    expectSame(try Table(SharedBytes(utf16)), expected)
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func jsonComesBack(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let expected = RandomTable(using: &random, rows: .random(in: 1...40, using: &random))
    expectSame(try Table(expected.json(using: &random)), expected)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func batchesOfAnySizeGiveTheSame(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let expected = RandomTable(using: &random, rows: .random(in: 1...30, using: &random))
    for text in [expected.csv(using: &random), expected.json(using: &random)] {
      for size in [1, 2, 3, 7, 29, 30, 31, 100] {
        var settings = ReadingSettings()
        settings.rowsPerBatch = size
        expectSame(try Table(text, settings), expected)
      }
    }
  }

  @Test func manyRowsPassThroughManyGrids() throws {
    var random = SeededGenerator(seed: 1)
    let expected = RandomTable(using: &random, rows: 5000)
    var settings = ReadingSettings()
    settings.rowsPerBatch = 1700
    expectSame(try Table(expected.csv(using: &random), settings), expected)
    expectSame(try Table(expected.json(using: &random), settings), expected)
  }

  @Test func batchesMayBeReadAtOnce() async throws {
    var random = SeededGenerator(seed: 2)
    let expected = RandomTable(using: &random, rows: 1000)
    var settings = ReadingSettings()
    settings.rowsPerBatch = 100
    let profile = try UploadProfile(
      of: UploadDocument(expected.csv(using: &random)), settings: settings)
    let ids = try await withThrowingTaskGroup(of: (Int, [Int64]).self) { group in
      for index in 0..<profile.batchCount {
        group.addTask {
          var batch = SnapshotBatch()
          try profile.read(batch: index, into: &batch)
          return (index, batch.ids)
        }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    #expect(ids.sorted { $0.key < $1.key }.flatMap(\.value) == expected.rows.map(\.id))
  }
}
