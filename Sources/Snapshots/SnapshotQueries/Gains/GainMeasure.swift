package import Datasets

/// The number that is compared between two snapshots.
package enum GainMeasure: Hashable, Sendable {
  /// A metric's own column.
  case column(Metric)
  /// DKP, computed from the kills and deaths of both snapshots with the same weights.
  case weighted(DKPWeights)

  /// The max number of a snapshot: computed DKP of uploads does not exceed it either.
  static let maxValue: Int64 = 1 << 53

  /// Whether it depends on kills, which a profile can hide.
  var countsKills: Bool {
    switch self {
    case .column(.dkp), .column(.kills), .weighted: true
    case .column(.power), .column(.killPoints), .column(.deaths): false
    }
  }
}

/// The gains between two uploads of a kingdom.
package struct GainsQuery: Hashable, Sendable {
  package let metric: Metric
  package let from: SnapshotHeader
  package let to: SnapshotHeader
  package let measure: GainMeasure

  /// Whether the weights differ from those of the later upload: such queries have endless variants.
  var hasChosenWeights: Bool {
    if case .weighted(let weights) = measure { weights != to.dkpWeights } else { false }
  }

  /// - Parameter weights: the weights for comparing DKP. By default DKP from both uploads is
  ///   compared if both have it; otherwise both are computed with the weights of the later one, so
  ///   that a change of weights is not a gain.
  package init(
    _ metric: Metric, from: SnapshotHeader, to: SnapshotHeader, weights: DKPWeights? = nil
  ) {
    self.metric = metric
    self.from = from
    self.to = to
    if metric != .dkp {
      measure = .column(metric)
    } else if let weights {
      measure = .weighted(weights)
    } else if from.dkpOrigin == .uploaded, to.dkpOrigin == .uploaded {
      measure = .column(.dkp)
    } else {
      measure = .weighted(to.dkpWeights)
    }
  }
}
