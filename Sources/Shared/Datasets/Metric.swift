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

/// The game's rule that derives kill points from the kills of each tier.
package enum KillPoints {
  /// `floor(0.2 * t1) + 2 * t2 + 4 * t3 + 10 * t4 + 20 * t5`; `nil` if it exceeds 64 bits.
  /// - Parameters: counts of kills, none of them negative.
  @inline(__always)
  package static func expected(
    t1Kills: Int64, t2Kills: Int64, t3Kills: Int64, t4Kills: Int64, t5Kills: Int64
  ) -> Int64? {
    let bound: Int64 = 1 << 56
    guard t1Kills < bound, t2Kills < bound, t3Kills < bound, t4Kills < bound, t5Kills < bound else {
      return nil
    }
    return t1Kills / 5 + 2 * t2Kills + 4 * t3Kills + 10 * t4Kills + 20 * t5Kills
  }
}
