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
