extension UploadDestination {
  /// Whether the file's name says something else.
  var isContradictedByName: Bool {
    let hints = UploadHints(fileName: fileName)
    return hints.dates.contains { $0.value != date }
      || hints.kingdoms.contains { $0.value != kingdom }
  }
}

extension ReadingReport {
  /// Notes what says that the upload is of another day or kingdom than it was put under. That is no
  /// reason to refuse it: a scan may be of the evening before, and a name may be anything.
  mutating func noteContradictions(
    of hints: UploadHints, with destination: UploadDestination
  ) {
    var hints = hints
    hints.add(UploadHints(fileName: destination.fileName))
    let confirmed = Set(
      hints.dates.filter { $0.value == destination.date }.map(\.source))
    for date in hints.dates
    where date.value != destination.date && !confirmed.contains(date.source) {
      notes.append(.otherDate(date.value, saidBy: date.source))
    }
    for kingdom in hints.kingdoms where kingdom.value != destination.kingdom {
      // Columns are dealt with row by row.
      if case .column = kingdom.source { continue }
      notes.append(.otherKingdom(kingdom.value, saidBy: kingdom.source))
    }
  }
}
