import Datasets
import UploadReading

extension CuratedBatch {
  /// The players whose numbers violate the game's rule of kill points.
  func anomalies(listing limit: Int) -> AnomalyList {
    var list = AnomalyList(limit: limit)
    guard plan.checksKillPoints, let points = uploaded.numbers(.killPoints),
      let t1 = uploaded.numbers(.t1Kills), let t2 = uploaded.numbers(.t2Kills),
      let t3 = uploaded.numbers(.t3Kills), let t4 = uploaded.numbers(.t4Kills),
      let t5 = uploaded.numbers(.t5Kills)
    else { return list }
    for row in 0..<uploaded.rowCount {
      let isComplete =
        points.presence[row] & t1.presence[row] & t2.presence[row] & t3.presence[row]
        & t4.presence[row] & t5.presence[row] == 1
      guard isComplete else { continue }
      let found = points.values[row]
      let expected = KillPoints.expected(
        t1Kills: t1.values[row], t2Kills: t2.values[row], t3Kills: t3.values[row],
        t4Kills: t4.values[row], t5Kills: t5.values[row])
      guard expected != found else { continue }
      let kills =
        t1.values[row] | t2.values[row] | t3.values[row] | t4.values[row] | t5.values[row]
      if kills == 0 {
        list.add(.hiddenTiers, [hiddenTiers(row: row, killPoints: found)])
      } else {
        list.add(.killPointsMismatch, [mismatch(row: row, found: found, expected: expected)])
      }
    }
    return list
  }

  private func hiddenTiers(row: Int, killPoints: Int64) -> Anomaly {
    anomaly(
      .hiddenTiers, row: row, found: "\(killPoints) with no kills",
      expected: "kills in at least one tier")
  }

  private func mismatch(row: Int, found: Int64, expected: Int64?) -> Anomaly {
    anomaly(
      .killPointsMismatch, row: row, found: "\(found)",
      expected: expected.map { "\($0), the sum of all tiers" } ?? "fewer kills")
  }

  private func anomaly(
    _ kind: Anomaly.Kind, row: Int, found: String, expected: String
  ) -> Anomaly {
    Anomaly(
      kind: kind, row: uploaded.rowNumbers[row], id: uploaded.ids[row],
      name: Excerpt.of(uploaded.texts(.name)?[row] ?? ""), column: PlayerColumn.killPoints.name,
      found: found, expected: expected)
  }
}
