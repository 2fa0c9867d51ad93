extension RowProfile {
  /// Deals with ids that stand in several rows as the settings say.
  mutating func settleDuplicates() throws(Rejection) {
    let repeated = RepeatedIDs.find(in: ids)
    if repeated.isEmpty { return }
    let header = idColumn.map { columns[$0].candidate.header }
    if settings.duplicates == .refuse {
      throw rejection(of: repeated, header: header)
    }
    var met: Set<Int64> = []
    var superseded: [Int] = []
    for row in ids.indices.reversed() where repeated.contains(ids[row]) {
      if !met.insert(ids[row]).inserted { superseded.append(row) }
    }
    for row in superseded.reversed() {
      problems.add(
        RowIssue(.duplicateID, row: firstRow + row, column: header, found: String(ids[row])))
      ids[row] = 0
    }
    counts.superseded = superseded.count
    counts.accepted -= superseded.count
  }

  private func rejection(of repeated: Set<Int64>, header: String?) -> Rejection {
    var list = RowIssueList(limit: settings.limits.listedProblems)
    for (row, id) in ids.enumerated() where repeated.contains(id) {
      list.add(RowIssue(.duplicateID, row: firstRow + row, column: header, found: String(id)))
    }
    let first = list.listed.first
    return Rejection(
      .duplicateIDs, at: Rejection.Place(row: first?.row, column: header),
      found: "repeated ids: \(repeated.count), in \(list.count) rows",
      expected: RowIssue.Code.duplicateID.expected, problems: list.listed)
  }
}
