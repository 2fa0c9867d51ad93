internal import Rankings

extension RowSurvey {
  /// Deals with ids that stand in several rows as the settings say.
  mutating func settleDuplicates() throws(Refusal) {
    let repeated = RepeatedIDs.find(in: ids)
    if repeated.isEmpty { return }
    let header = idColumn.map { columns[$0].candidate.header }
    if settings.duplicates == .refuse {
      throw refusal(of: repeated, header: header)
    }
    var met: Set<Int64> = []
    var superseded: [Int] = []
    for row in ids.indices.reversed() where repeated.contains(ids[row]) {
      if !met.insert(ids[row]).inserted { superseded.append(row) }
    }
    for row in superseded.reversed() {
      problems.add(
        Problem(.duplicateID, row: firstRow + row, column: header, found: String(ids[row])))
      ids[row] = 0
    }
    counts.superseded = superseded.count
    counts.accepted -= superseded.count
  }

  private func refusal(of repeated: Set<Int64>, header: String?) -> Refusal {
    var list = ProblemList(limit: settings.limits.listedProblems)
    for (row, id) in ids.enumerated() where repeated.contains(id) {
      list.add(Problem(.duplicateID, row: firstRow + row, column: header, found: String(id)))
    }
    let first = list.listed.first
    return Refusal(
      .duplicateIDs, at: Refusal.Place(row: first?.row, column: header),
      found: "repeated ids: \(repeated.count), in \(list.count) rows",
      expected: Problem.Code.duplicateID.expected, problems: list.listed)
  }
}
