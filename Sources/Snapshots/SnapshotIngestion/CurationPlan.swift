import Datasets
import UploadReading

/// Which columns of the curated table an upload has, and which are derived.
struct CurationPlan: Sendable, Equatable {
  let weights: DKPWeights
  /// The upload's columns with any value.
  private let filled: Set<PlayerColumn>

  private static let tiers: [PlayerColumn] = [.t1Kills, .t2Kills, .t3Kills, .t4Kills, .t5Kills]

  init(_ columns: [MatchedColumn], weights: DKPWeights) {
    self.weights = weights
    filled = Set(columns.filter { $0.filledCells > 0 }.map(\.column))
  }

  /// The columns whose sum is kills; empty if the upload has kills or no tier.
  var killColumns: [PlayerColumn] {
    filled.contains(.kills) ? [] : Self.tiers.filter(filled.contains)
  }

  var dkpOrigin: CuratedTable.DKPOrigin {
    if filled.contains(.dkp) { return .uploaded }
    return filled.isSuperset(of: [.t4Kills, .t5Kills, .deaths]) ? .computed : .missing
  }

  /// Whether the rows can be checked against the game's rule of kill points.
  var checksKillPoints: Bool { filled.isSuperset(of: Self.tiers + [.killPoints]) }
}
