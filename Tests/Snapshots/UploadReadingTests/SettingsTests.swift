import Datasets
import Testing

@testable import UploadReading

/// Settings and limits: what is set, what is kept within bounds, and the last value that fits.
@Suite struct SettingsTests {
  @Test(arguments: [(-1, 1), (0, 1), (1, 1), (65_536, 65_536)])
  func aBatchHasAtLeastOneRow(rows: Int, kept: Int) {
    var settings = ReadingSettings()
    settings.rowsPerBatch = rows
    #expect(settings.rowsPerBatch == kept)
  }

  /// A cell's place is kept in few bits.
  @Test func limitsOfTextsAndCellsStayBelowTheirPlaces() {
    var limits = UploadLimits()
    limits.cellBytes = .max
    limits.textBytes = .max
    #expect((255 << 20..<256 << 20).contains(limits.cellBytes))
    #expect((4095 << 20...4 << 30).contains(limits.textBytes))
  }

  static let csv = "id,name\n1,Ada\n2,Bo\n"
  static let json = #"[{"id":1,"name":"Ada"},{"id":2,"name":"Bo"}]"#

  /// Each limit with the least value that the upload fits into.
  static let exact: [(String, any WritableKeyPath<UploadLimits, Int> & Sendable, Int)] = [
    (csv, \.uploadBytes, 19), (csv, \.textBytes, 19), (csv, \.rows, 2), (csv, \.columns, 2),
    (csv, \.cellBytes, 3), (csv, \.rowBytes, 6), (json, \.uploadBytes, 44),
    (json, \.rows, 2), (json, \.columns, 2), (json, \.cellBytes, 4), (json, \.rowBytes, 21),
    (json, \.jsonDepth, 1),
  ]

  @Test(arguments: exact.indices)
  func anUploadMayBeAsLargeAsItsLimit(_ index: Int) throws {
    let (text, limit, value) = Self.exact[index]
    var settings = ReadingSettings()
    settings.limits[keyPath: limit] = value
    #expect(try Table(text, settings).ids == [1, 2])
    settings.limits[keyPath: limit] = value - 1
    let rejection = try #require(throws: Rejection.self) { try Table(text, settings) }
    #expect(rejection.code == .limitExceeded)
  }

  @Test func onlySoManyIssuesAreListedAndAllAreCounted() throws {
    var settings = ReadingSettings()
    settings.limits.listedProblems = 2
    let rows = (1...5).map { "\($0),x\n" }.joined()
    let problems = try Table("id,power\n\(rows)", settings).problems
    #expect(problems.listed.map(\.row) == [2, 3])
    #expect(problems.count == 5 && problems.countByColumn == [.power: 5])
  }

  /// Codes are for programs: a report that is stored keeps its words for ever.
  @Test func codesOfRejectionsNeverChange() {
    #expect(
      Rejection.Code.allCases.map(\.rawValue) == [
        "empty", "unreadable_format", "damaged_compression", "damaged_workbook", "limit_exceeded",
        "temporary_name", "no_header", "no_id_column", "no_rows", "all_rows_refused",
        "duplicate_ids", "unclosed_quote", "invalid_json", "no_table", "several_kingdoms",
        "other_kingdom", "several_dates",
      ])
  }

  @Test func codesOfIssuesNeverChangeAndSayWhatIsExpected() {
    #expect(
      RowIssue.Code.allCases.map(\.rawValue) == [
        "unusable_id", "duplicate_id", "unusable_date", "too_many_cells", "not_an_object",
        "not_a_number", "abbreviated", "fraction", "negative", "too_large",
        "ambiguous_separator", "wrong_type",
      ])
    #expect(Set(RowIssue.Code.allCases.map(\.expected)).count == RowIssue.Code.allCases.count)
  }
}
