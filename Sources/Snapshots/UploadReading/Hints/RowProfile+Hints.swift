internal import Datasets
internal import Time

extension RowProfile {
  /// Compares the rows' kingdoms and dates with each other and with the upload's target, and drops
  /// rows of other days if one day was requested.
  mutating func settle(_ hints: RowHints?, noting report: inout ReadingReport) throws(Rejection) {
    guard let hints, idColumn != nil else { return }
    report.note(hints)
    if let header = hints.columns.kingdom, let kingdom = settings.target?.kingdom {
      try check(kingdom, against: hints.kingdoms.map(\.value), header, noting: &report)
    }
    guard let header = hints.columns.date, hints.dates.count > 1 else { return }
    let dates = hints.dates.map(\.value).sorted()
    if let wanted = settings.rowsOfDate {
      report.rowsOfDate = wanted
      guard let index = hints.dates.firstIndex(where: { $0.value == wanted }) else {
        throw .severalDates(dates, header, wanted: wanted)
      }
      keepRows(ofDate: index + 1, hints, header)
    } else if dates.count == 2, dates[1].daysSinceEpoch - dates[0].daysSinceEpoch == 1,
      RepeatedIDs.find(in: ids).isEmpty
    {
      report.notes.append(.rowsOfTwoDays(dates, column: header))
    } else {
      throw .severalDates(dates, header, wanted: nil)
    }
  }

  private func check(
    _ kingdom: Kingdom, against found: [Kingdom], _ header: String,
    noting report: inout ReadingReport
  ) throws(Rejection) {
    let others = found.filter { $0 != kingdom }
    guard let other = others.first else { return }
    guard found.contains(kingdom) else {
      throw Rejection(
        .otherKingdom, at: Rejection.Place(column: header), found: "kingdom \(other)",
        expected:
          "kingdom \(kingdom), given with the upload: upload the file under its own kingdom")
    }
    report.notes.append(.rowsOfOtherKingdoms(others.sorted(), column: header))
  }

  private mutating func keepRows(ofDate number: Int, _ hints: RowHints, _ header: String) {
    for row in ids.indices where ids[row] != 0 {
      let date = Int(hints.dateOfRow[row])
      if date == number { continue }
      ids[row] = 0
      counts.accepted -= 1
      if date == 0 {
        counts.refused += 1
        problems.add(
          RowIssue(
            .unusableDate, row: firstRow + row, column: header,
            found: hints.unreadableDates[row] ?? ""))
      } else {
        counts.ofOtherDates += 1
      }
    }
  }
}

extension Rejection {
  fileprivate static func severalDates(
    _ dates: [CalendarDate], _ header: String, wanted: CalendarDate?
  ) -> Rejection {
    let named = dates.prefix(8).map(\.description).joined(separator: ", ")
    let more = dates.count > 8 ? " …" : ""
    return Rejection(
      .severalDates, at: Place(column: header),
      found: "rows of \(dates.count) dates: \(named)\(more)",
      expected: wanted.map { "rows of \($0)" }
        ?? "rows of one date: split the file, or ingest it with --split-dates")
  }
}

extension ReadingReport {
  /// Records the rows' hints and their columns.
  fileprivate mutating func note(_ rows: RowHints) {
    hints.add(rows.hints)
    hintColumns = rows.columns.matched
    for column in hintColumns {
      if let index = ignoredHeaders.firstIndex(of: column.header) {
        ignoredHeaders.remove(at: index)
      }
    }
  }
}

extension UploadHints {
  /// Whether something else is said than the snapshot that the upload is put under.
  func contradict(_ target: SnapshotID) -> Bool {
    dates.contains { $0.value != target.date } || kingdoms.contains { $0.value != target.kingdom }
  }
}

extension ReadingReport {
  /// Notes hints that contradict the upload's target. They do not reject it: a scan may be from the
  /// evening before, and a name may be anything.
  mutating func noteContradictions(
    of content: UploadHints, and name: UploadHints, with target: SnapshotID
  ) {
    var hints = content
    hints.add(name)
    let confirmed = Set(hints.dates.filter { $0.value == target.date }.map(\.source))
    for date in hints.dates where date.value != target.date && !confirmed.contains(date.source) {
      notes.append(.otherDate(date.value, saidBy: date.source))
    }
    for kingdom in hints.kingdoms where kingdom.value != target.kingdom {
      // Columns are checked row by row.
      if case .column = kingdom.source { continue }
      notes.append(.otherKingdom(kingdom.value, saidBy: kingdom.source))
    }
  }
}
