/// A number by which players are ranked in descending order.
package enum Metric: String, CaseIterable, Sendable {
  case dkp
  case kills
  case deaths
  case power
  case killPoints = "kill_points"

  /// The metric's column in the curated table.
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
