import Datasets
import Leaderboards
import Parquet
import Time
import UploadReading

extension SnapshotComparison {
  /// The columns whose numbers only grow.
  private static let counters: [PlayerColumn] = [
    .killPoints, .t1Kills, .t2Kills, .t3Kills, .t4Kills, .t5Kills, .kills, .deaths,
  ]

  /// Compares a snapshot with an earlier one, a column at a time.
  /// - Parameter limit: max listed players per kind.
  /// - Returns: `nil` if one of the two has no ids.
  /// - Throws: `ParquetError`, `ObjectStoreError`.
  static func of(
    _ file: ParquetFile, with earlier: EarlierSnapshot, listing limit: Int
  ) async throws -> SnapshotComparison? {
    let (later, before) = (SnapshotColumns(file: file), SnapshotColumns(file: earlier.file))
    guard let ids = try await later.numbers(.id), let idsBefore = try await before.numbers(.id),
      let counterparts = RowJoin(of: ids, in: idsBefore)
    else { return nil }
    let names = try await later.texts(.name)
    let pair = SnapshotPair(
      later: later, earlier: before, date: earlier.reference.date, ids: ids, names: names,
      counterparts: counterparts.rows)
    var anomalies = try await pair.fallenCounters(among: counters, listing: limit)
    anomalies.append(try await pair.renamedAndMoved(listing: limit))
    return SnapshotComparison(
      earlier: earlier.reference, playersInBoth: counterparts.count,
      newPlayers: ids.count - counterparts.count,
      absentPlayers: idsBefore.count - counterparts.count, anomalies: anomalies)
  }
}

/// Two snapshots of a kingdom, joined by player.
private struct SnapshotPair {
  let later: SnapshotColumns
  let earlier: SnapshotColumns
  /// The date of the earlier one.
  let date: CalendarDate
  let ids: [Int64]
  let names: SnapshotColumns.Texts?
  /// By row of the later one; -1 if the earlier one does not list the player.
  let counterparts: [Int32]

  func fallenCounters(
    among columns: [PlayerColumn], listing limit: Int
  ) async throws -> AnomalyList {
    var falls: [Int: [Anomaly]] = [:]
    var hasFallen = [Bool](repeating: false, count: ids.count)
    for column in columns {
      guard let numbers = try await later.numbers(column),
        let numbersBefore = try await earlier.numbers(column)
      else { continue }
      var listed = 0
      for (row, counterpart) in counterparts.enumerated() where counterpart >= 0 {
        let (now, before) = (numbers[row], numbersBefore[Int(counterpart)])
        guard now >= 0, now < before else { continue }
        hasFallen[row] = true
        // The first players that fell anywhere are among the first that fell in each column.
        listed += 1
        if listed <= limit { falls[row, default: []].append(fall(row, column, now, before)) }
      }
    }
    var list = AnomalyList(limit: limit)
    for row in hasFallen.indices where hasFallen[row] {
      list.add(.fallenCounter, falls[row] ?? [])
    }
    return list
  }

  private func fall(_ row: Int, _ column: PlayerColumn, _ now: Int64, _ before: Int64) -> Anomaly {
    Anomaly(
      kind: .fallenCounter, row: nil, id: ids[row], name: Excerpt.of(names?.text(row) ?? ""),
      column: column.name, found: "\(now)", expected: "at least \(before), as on \(date)")
  }

  func renamedAndMoved(listing limit: Int) async throws -> AnomalyList {
    var list = AnomalyList(limit: limit)
    guard let names, let namesBefore = try await earlier.texts(.name),
      let alliances = try await later.texts(.alliance),
      let alliancesBefore = try await earlier.texts(.alliance)
    else { return list }
    for (row, counterpart) in counterparts.enumerated() where counterpart >= 0 {
      let before = Int(counterpart)
      // If a list has no alliances at all, nobody has left one.
      guard names.bytes(row) != namesBefore.bytes(before), let alliance = alliances.text(row),
        let allianceBefore = alliancesBefore.text(before), alliance != allianceBefore
      else { continue }
      let name = Excerpt.of(names.text(row) ?? "")
      let nameBefore = Excerpt.of(namesBefore.text(before) ?? "")
      list.add(
        .renamedAndMoved,
        [
          Anomaly(
            kind: .renamedAndMoved, row: nil, id: ids[row], name: name,
            column: PlayerColumn.name.name, found: "\(name) of \(Excerpt.of(alliance))",
            expected: "\(nameBefore) of \(Excerpt.of(allianceBefore)), as on \(date)")
        ])
    }
    return list
  }
}
