package import Rankings

/// What an upload says of the kingdom and the day it is of, and where it says so.
package struct UploadClaims: Sendable, Equatable {
  package struct Claim<Value: Sendable & Hashable>: Sendable, Equatable {
    package let value: Value
    package let source: ClaimSource
  }

  package internal(set) var kingdoms: [Claim<Kingdom>] = []
  package internal(set) var dates: [Claim<SnapshotDate>] = []

  init() {}

  package mutating func add(_ other: UploadClaims) {
    kingdoms += other.kingdoms
    dates += other.dates
  }

  /// The claims without days that cannot be meant: before the game began, or after the time of the
  /// upload. Who is ahead of UTC may have tomorrow's date.
  package func plausible(at time: Instant) -> UploadClaims {
    let tomorrow = time.millisecondsSinceEpoch / 86_400_000 + 1
    var claims = self
    claims.dates.removeAll {
      !Self.isPlausible($0.value) || Int64($0.value.daysSinceEpoch) > tomorrow
    }
    return claims
  }

  /// Whether a day is not before September 2018, when the game was released.
  static func isPlausible(_ date: SnapshotDate) -> Bool { date.daysSinceEpoch >= 17_775 }
}

/// Where an upload says something of its kingdom or its day.
package enum ClaimSource: Sendable, Hashable {
  case fileName
  /// The sheet of a workbook that tells about the others.
  case summarySheet(String)
  /// The name of the sheet that holds the players.
  case sheetName
  /// A column with a value in its rows.
  case column(String)
}
