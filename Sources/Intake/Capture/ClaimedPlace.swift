package import Rankings

/// What an upload is of, as told by its sender and by itself.
package struct ClaimedPlace: Sendable, Equatable {
  /// Something that is settled, and by what; nil for the sender.
  package struct Told<Value: Sendable & Hashable>: Sendable, Equatable {
    package let value: Value
    package let source: ClaimSource?
  }

  package let kingdom: Told<Kingdom>
  /// One day, unless rows of several are to become a snapshot each.
  package let dates: [Told<SnapshotDate>]
}

/// Why nobody can tell what an upload is of.
package enum ClaimConflict: Error, Equatable {
  /// What is not settled.
  package enum Subject: Sendable {
    case kingdom, date
  }

  case untold(Subject)
  /// Two sources that differ; nil for the sender.
  case contradiction(Subject, String, ClaimSource?, String, ClaimSource)
  /// One source that says several things.
  case several(Subject, [String], ClaimSource)
  /// Rows of a day that cannot be meant, where each day is to become a snapshot.
  case implausible(SnapshotDate, ClaimSource)
}

extension UploadClaims {
  /// Settles what an upload is of. Nothing may be contradicted: of two statements one is wrong, and
  /// which one only its sender can tell.
  /// - Parameters:
  ///   - kingdom: as the sender told it.
  ///   - date: as the sender told it.
  ///   - splitsDates: whether each of the days that a column names is settled by itself.
  package func settle(
    kingdom: Kingdom?, date: SnapshotDate?, splitsDates: Bool
  ) throws(ClaimConflict) -> ClaimedPlace {
    let kingdom = try Self.settle(kingdoms, given: kingdom, .kingdom)
    if splitsDates {
      let inColumn = dates.filter { if case .column = $0.source { true } else { false } }
      if inColumn.count > 1 {
        let days = inColumn.map { ClaimedPlace.Told(value: $0.value, source: $0.source) }
        return ClaimedPlace(kingdom: kingdom, dates: days.sorted { $0.value < $1.value })
      }
    }
    return ClaimedPlace(kingdom: kingdom, dates: [try Self.settle(dates, given: date, .date)])
  }

  /// Throws where a column names a day that cannot be meant: were each day settled by itself, the
  /// rows of that one would be in no snapshot.
  package func checkDaysOfRows(at time: Instant) throws(ClaimConflict) {
    let believed = plausible(at: time).dates
    for date in dates where !believed.contains(date) {
      if case .column = date.source { throw .implausible(date.value, date.source) }
    }
  }

  private static func settle<Value: CustomStringConvertible>(
    _ claims: [Claim<Value>], given: Value?, _ subject: ClaimConflict.Subject
  ) throws(ClaimConflict) -> ClaimedPlace.Told<Value> {
    let bySource = Dictionary(grouping: claims, by: \.source)
    if let given {
      for claim in claims
      where bySource[claim.source]?.contains(where: { $0.value == given }) != true {
        throw .contradiction(
          subject, given.description, nil, claim.value.description, claim.source)
      }
      return ClaimedPlace.Told(value: given, source: nil)
    }
    guard let first = claims.first else { throw .untold(subject) }
    for claim in claims where claim.value != first.value {
      let own = bySource[claim.source] ?? []
      if own.count > 1 {
        throw .several(subject, own.map(\.value.description), claim.source)
      }
      throw .contradiction(
        subject, first.value.description, first.source, claim.value.description, claim.source)
    }
    return ClaimedPlace.Told(value: first.value, source: first.source)
  }
}
