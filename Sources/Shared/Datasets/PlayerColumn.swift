/// A column that an upload may have, in the order of the curated table.
package enum PlayerColumn: Int, CaseIterable, Sendable {
  case id, name, alliance, power, killPoints
  case t1Kills, t2Kills, t3Kills, t4Kills, t5Kills
  case kills, deaths, dkp

  /// The column's name in the curated table and in every answer.
  package var name: String {
    switch self {
    case .id: "id"
    case .name: "name"
    case .alliance: "alliance"
    case .power: "power"
    case .killPoints: "kill_points"
    case .t1Kills: "t1_kills"
    case .t2Kills: "t2_kills"
    case .t3Kills: "t3_kills"
    case .t4Kills: "t4_kills"
    case .t5Kills: "t5_kills"
    case .kills: "kills"
    case .deaths: "deaths"
    case .dkp: "dkp"
    }
  }

  /// Whether the column holds text; all others hold whole numbers.
  package var isText: Bool { self == .name || self == .alliance }

  /// The columns of counts: all except the id and the two texts.
  package static let counters: [PlayerColumn] = allCases.filter { !$0.isText && $0 != .id }
}
