/// A column of an upload whose header means something here.
struct CandidateColumn {
  /// As it stands in the file.
  let header: String
  let meaning: ColumnAliases.Meaning
  /// Its place among the grid's columns.
  let index: Int
}

extension CandidateColumn {
  /// Orders headers of one column by how telling they are, and else from left to right.
  static func < (left: CandidateColumn, right: CandidateColumn) -> Bool {
    (left.meaning.rank, left.index) < (right.meaning.rank, right.index)
  }
}
