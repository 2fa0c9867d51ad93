/// A number by which players are ranked, the greatest first.
package enum Metric: String, CaseIterable, Sendable {
  case dkp
  case kills
  case deaths
  case power
  case killPoints = "kill_points"

  /// The column of the curated table that holds the number.
  package var column: PlayerColumn {
    switch self {
    case .dkp: .dkp
    case .kills: .kills
    case .deaths: .deaths
    case .power: .power
    case .killPoints: .killPoints
    }
  }
}
