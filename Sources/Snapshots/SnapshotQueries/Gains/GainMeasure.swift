package import Datasets

/// What is compared of two snapshots.
package enum GainMeasure: Hashable, Sendable {
  /// A metric's own column.
  case column(Metric)
  /// DKP, worked out anew from the kills and deaths of both snapshots by the same weights.
  case weighted(DKPWeights)

  /// The greatest number that a snapshot holds: no computed DKP of an upload is greater either.
  static let maxValue: Int64 = 1 << 53

  /// Whether it counts kills, which a profile can hide.
  var countsKills: Bool {
    switch self {
    case .column(.dkp), .column(.kills), .weighted: true
    case .column(.power), .column(.killPoints), .column(.deaths): false
    }
  }
}

/// Who gained how much between two uploads of a kingdom.
package struct GainsQuery: Hashable, Sendable {
  package let metric: Metric
  package let from: SnapshotHeader
  package let to: SnapshotHeader
  package let measure: GainMeasure

  /// Whether DKP is worked out by weights that are not those of the later upload: there are as many
  /// such questions as somebody cares to ask.
  var hasChosenWeights: Bool {
    if case .weighted(let weights) = measure { weights != to.dkpWeights } else { false }
  }

  /// - Parameter weights: by which DKP is compared. Unless told, DKP that both uploads brought is
  ///   taken as it is; else it is worked out by the weights of the later one, so that a change of
  ///   weights is no gain.
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
