package import Datasets

/// Something in an accepted file that could not be taken as it stood.
package struct RowIssue: Sendable, Equatable {
  package enum Code: String, Sendable, CaseIterable {
    /// The row has no id that names a player; the row is refused.
    case unusableID = "unusable_id"
    /// The row's id stands in another row too.
    case duplicateID = "duplicate_id"
    /// Rows of several days stand in the file, and this one names none.
    case unusableDate = "unusable_date"
    /// The row has more cells than the header; what is beyond is not read.
    case tooManyCells = "too_many_cells"
    /// The element is no JSON object; the row is refused.
    case notAnObject = "not_an_object"
    /// The cell holds no number; it counts as missing, and so do all below.
    case notANumber = "not_a_number"
    /// The cell holds a rounded number such as `1.2B` or a percentage.
    case abbreviated
    /// The number is not whole.
    case fraction
    /// The number is negative and none of the signs for a missing value.
    case negative
    /// The number is beyond 2^53, so not every reader could hold it exactly.
    case tooLarge = "too_large"
    /// The column writes both groups and decimals with the separator of this number.
    case ambiguousSeparator = "ambiguous_separator"
    /// The cell is a JSON value that cannot stand there: true, false, an array, an object.
    case wrongType = "wrong_type"
  }

  package var code: Code
  /// The row as a spreadsheet counts it, from 1 with every line above the header; in a JSON
  /// upload the n-th element, from 1.
  package var row: Int?
  /// The column's header as it stands in the file.
  package var column: String?
  /// What stands there, cut to a readable length.
  package var found: String

  package init(_ code: Code, row: Int?, column: String?, found: String) {
    self.code = code
    self.row = row
    self.column = column
    self.found = found
  }

  /// What should have stood there.
  package var expected: String { code.expected }
}

extension RowIssue.Code {
  /// What should have stood there.
  package var expected: String {
    switch self {
    case .unusableID: "a player's id: a whole number from 1 to 9999999999"
    case .duplicateID: "each id in one row only"
    case .unusableDate: "a day such as 2026-01-14, as in the other rows"
    case .tooManyCells: "no more cells than the header has"
    case .notAnObject: "an object with a member for each column"
    case .notANumber: "a whole number such as 3355758150, or nothing"
    case .abbreviated: "the whole number in full, such as 3355758150: a rounded one ranks wrongly"
    case .fraction: "a whole number"
    case .negative: "a number of 0 or more"
    case .tooLarge: "a number of at most 9007199254740992"
    case .ambiguousSeparator:
      "a number without separators: this column uses the same one for groups and for decimals"
    case .wrongType: "a number, a text or null"
    }
  }
}

/// Problems in the order they were met: all of them counted, the first ones listed.
package struct RowIssueList: Sendable, Equatable {
  /// How many problems are listed at the most.
  package let limit: Int
  package private(set) var listed: [RowIssue] = []
  /// All problems, listed or not.
  package private(set) var count = 0
  /// The cells of a column that could not be read.
  package private(set) var countByColumn: [PlayerColumn: Int] = [:]

  package init(limit: Int) {
    self.limit = limit
  }

  package var isEmpty: Bool { count == 0 }

  /// Counts a problem, and lists it where there is room; `problem` is only made in that case.
  package mutating func add(
    in column: PlayerColumn? = nil, _ problem: @autoclosure () -> RowIssue
  ) {
    count += 1
    if let column { countByColumn[column, default: 0] += 1 }
    if listed.count < limit { listed.append(problem()) }
  }

  /// Adds the problems of rows further down.
  package mutating func append(_ later: RowIssueList) {
    count += later.count
    countByColumn.merge(later.countByColumn, uniquingKeysWith: +)
    listed += later.listed.prefix(limit - listed.count)
  }

  mutating func removeAll() { self = RowIssueList(limit: limit) }
}
