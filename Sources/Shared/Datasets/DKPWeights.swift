/// The points of a tier 4 kill, a tier 5 kill and a death in a kingdom's DKP.
package struct DKPWeights: Hashable, Sendable {
  package let t4Kills: Int64
  package let t5Kills: Int64
  package let deaths: Int64

  /// The weights that most kingdoms use.
  package static let standard = DKPWeights(checkedT4Kills: 10, t5Kills: 30, deaths: 80)

  /// - Parameters: each from 0 to 1,000,000; anything else gives `nil`.
  package init?(t4Kills: Int64, t5Kills: Int64, deaths: Int64) {
    let allowed: ClosedRange<Int64> = 0...1_000_000
    guard allowed.contains(t4Kills), allowed.contains(t5Kills), allowed.contains(deaths) else {
      return nil
    }
    self.init(checkedT4Kills: t4Kills, t5Kills: t5Kills, deaths: deaths)
  }

  private init(checkedT4Kills t4Kills: Int64, t5Kills: Int64, deaths: Int64) {
    self.t4Kills = t4Kills
    self.t5Kills = t5Kills
    self.deaths = deaths
  }

  /// Parses `t4:10,t5:30,deaths:80`: each of the three once, in any order.
  package init?(_ text: some StringProtocol) {
    var weights: [Substring: Int64] = [:]
    for part in Substring(text).split(separator: ",", omittingEmptySubsequences: false) {
      let pair = part.split(separator: ":", omittingEmptySubsequences: false)
      guard pair.count == 2, let weight = Int64(pair[1]),
        weights.updateValue(weight, forKey: pair[0]) == nil
      else { return nil }
    }
    guard weights.count == 3, let t4 = weights["t4"], let t5 = weights["t5"],
      let deaths = weights["deaths"]
    else { return nil }
    self.init(t4Kills: t4, t5Kills: t5, deaths: deaths)
  }

  /// The DKP of a player; `nil` if it exceeds 64 bits.
  package func dkp(t4Kills: Int64, t5Kills: Int64, deaths: Int64) -> Int64? {
    var sum: Int64 = 0
    for (weight, count) in [
      (self.t4Kills, t4Kills), (self.t5Kills, t5Kills), (self.deaths, deaths),
    ] {
      let (product, productOverflows) = weight.multipliedReportingOverflow(by: count)
      let (total, sumOverflows) = sum.addingReportingOverflow(product)
      if productOverflows || sumOverflows { return nil }
      sum = total
    }
    return sum
  }
}

extension DKPWeights: CustomStringConvertible {
  package var description: String { "t4:\(t4Kills),t5:\(t5Kills),deaths:\(deaths)" }
}
