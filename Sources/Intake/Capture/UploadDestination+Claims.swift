internal import Rankings

extension UploadDestination {
  /// Whether the file's name says something else.
  var isContradictedByName: Bool {
    let claims = UploadClaims(fileName: fileName)
    return claims.dates.contains { $0.value != date }
      || claims.kingdoms.contains { $0.value != kingdom }
  }
}

extension IntakeReport {
  /// Notes what says that the upload is of another day or kingdom than it was put under. That is no
  /// reason to refuse it: a scan may be of the evening before, and a name may be anything.
  mutating func noteContradictions(
    of claims: UploadClaims, with destination: UploadDestination
  ) {
    var claims = claims
    claims.add(UploadClaims(fileName: destination.fileName))
    let confirmed = Set(
      claims.dates.filter { $0.value == destination.date }.map(\.source))
    for date in claims.dates
    where date.value != destination.date && !confirmed.contains(date.source) {
      notes.append(.otherDate(date.value, saidBy: date.source))
    }
    for kingdom in claims.kingdoms where kingdom.value != destination.kingdom {
      // Columns are dealt with row by row.
      if case .column = kingdom.source { continue }
      notes.append(.otherKingdom(kingdom.value, saidBy: kingdom.source))
    }
  }
}
