package import Datasets

/// A row or cell of an upload that could not be read as it was written.
package struct RowIssue: Sendable, Equatable {
  package enum Code: String, Sendable, CaseIterable {
    /// The row has no usable id; it is rejected.
    case unusableID = "unusable_id"
    /// The row's id occurs in another row too.
    case duplicateID = "duplicate_id"
    /// The file has rows of several days, and this one has no date.
    case unusableDate = "unusable_date"
    /// The row has more cells than the header; the surplus is not read.
    case tooManyCells = "too_many_cells"
    /// The element is not a JSON object; the row is rejected.
    case notAnObject = "not_an_object"
    /// The cell is not a number; it counts as missing, like all below.
    case notANumber = "not_a_number"
    /// The cell is a rounded number such as `1.2B` or a percentage.
    case abbreviated
    /// The number is not whole.
    case fraction
    /// The number is negative and does not mean a missing value.
    case negative
    /// The number is beyond 2^53, so not every reader could represent it exactly.
    case tooLarge = "too_large"
    /// The column uses the separator of this number for both groups and decimals.
    case ambiguousSeparator = "ambiguous_separator"
    /// The cell is a JSON value that is not allowed: true, false, an array, an object.
    case wrongType = "wrong_type"
  }

  package var code: Code
  /// The row as in a spreadsheet, from 1 with every line above the header; in a JSON upload the
  /// n-th element, from 1.
  package var row: Int?
  /// The column's header as written in the file.
  package var column: String?
  /// What was found, cut to a readable length.
  package var found: String

  package init(_ code: Code, row: Int?, column: String?, found: String) {
    self.code = code
    self.row = row
    self.column = column
    self.found = found
  }

  /// What was expected.
  package var expected: String { code.expected }
}

extension RowIssue.Code {
  /// What was expected.
  package var expected: String {
    switch self {
    case .unusableID: "a player's id: a whole number from 1 to 9999999999"
    case .duplicateID: "each id in one row only"
    case .unusableDate: "a date such as 2026-01-14, as in the other rows"
    case .tooManyCells: "no more cells than the header has"
    case .notAnObject: "an object with a member for each column"
    case .notANumber: "a whole number such as 3355758150, or nothing"
    case .abbreviated: "the full number, such as 3355758150: a rounded one ranks wrongly"
    case .fraction: "a whole number"
    case .negative: "a number of 0 or more"
    case .tooLarge: "a number of at most 9007199254740992"
    case .ambiguousSeparator:
      "a number without separators: this column uses the same one for groups and for decimals"
    case .wrongType: "a number, a text or null"
    }
  }
}

/// Issues in order of appearance: all are counted, the first are listed.
package struct RowIssueList: Sendable, Equatable {
  /// Max listed issues.
  package let limit: Int
  package private(set) var listed: [RowIssue] = []
  /// All issues, listed or not.
  package private(set) var count = 0
  /// The unreadable cells per column.
  package private(set) var countByColumn: [PlayerColumn: Int] = [:]

  package init(limit: Int) {
    self.limit = limit
  }

  package var isEmpty: Bool { count == 0 }

  /// Counts an issue, and lists it if there is room; `problem` is evaluated only then.
  package mutating func add(
    in column: PlayerColumn? = nil, _ problem: @autoclosure () -> RowIssue
  ) {
    count += 1
    if let column { countByColumn[column, default: 0] += 1 }
    if listed.count < limit { listed.append(problem()) }
  }

  /// Adds the issues of later rows.
  package mutating func append(_ later: RowIssueList) {
    count += later.count
    countByColumn.merge(later.countByColumn, uniquingKeysWith: +)
    listed += later.listed.prefix(limit - listed.count)
  }

  mutating func removeAll() { self = RowIssueList(limit: limit) }
}
