import Datasets
import Leaderboards

/// One of the two compared snapshots, by row.
struct GainsSide: Sendable {
  let file: OpenSnapshot
  let ids: [Int64]
  /// -1 if missing.
  let values: [Int64]
  let ranking: BoardValues
  /// The rows with hidden kills.
  let hidden: Set<Int>

  init(_ header: SnapshotHeader, _ measure: GainMeasure, _ engine: ParquetEngine) async throws {
    file = try await engine.files.file(of: header)
    let memory = engine.columns
    ids = try await memory.numbers(.id, of: file)
    values = try await memory.measured(measure, of: file)
    ranking = try await memory.ranking(measure, of: file)
    hidden = measure.countsKills ? try await Self.hidden(in: file, memory) : []
  }

  /// Kill points without kills in any known tier.
  private static func hidden(
    in file: OpenSnapshot, _ memory: ColumnCache
  ) async throws -> Set<Int> {
    let points = try await memory.numbers(.killPoints, of: file)
    var maximum = [Int64](repeating: -1, count: points.count)
    for tier: PlayerColumn in [.t1Kills, .t2Kills, .t3Kills, .t4Kills, .t5Kills] {
      let kills = try await memory.numbers(tier, of: file)
      for row in maximum.indices { maximum[row] = max(maximum[row], kills[row]) }
    }
    return Set(points.indices.filter { points[$0] > 0 && maximum[$0] == 0 })
  }

  /// The side of a row that has a value.
  func side(_ row: Int) -> PlayerGain.Side {
    PlayerGain.Side(
      value: values[row], rank: ranking.rank(of: values[row]), hidesKills: hidden.contains(row))
  }

  /// Rows in the order of a board, those without a value last.
  func descending(_ rows: [Int]) -> [Int] {
    RankOrder.descending.sorted(rows, values: values, ids: ids)
  }

  /// The value of a row; `nil` if missing.
  func value(_ row: Int) -> Int64? { values[row] < 0 ? nil : values[row] }
}

/// Compares two snapshots player by player.
struct GainsComparison {
  private let from: GainsSide
  private let to: GainsSide
  /// For each row of `to` the row of `from`; -1 if the player is not listed there.
  private let counterparts: [Int32]

  init(from: GainsSide, to: GainsSide) throws {
    self.from = from
    self.to = to
    guard let counterparts = RowJoin(of: to.ids, in: from.ids) else {
      throw to.file.unreadable("it names players by numbers that are not ids")
    }
    self.counterparts = counterparts.rows
  }

  /// - Parameters:
  ///   - offset: the number of entries before the first listed one.
  ///   - limit: the max number of listed entries.
  func gains(from offset: Int, limit: Int) async throws -> Gains {
    try Task.checkCancellation()
    var best = TopScores(limit: offset + limit)
    var compared = 0
    var withoutValue: [Int] = []
    var arrived: [Int] = []
    var isInBoth = [Bool](repeating: false, count: from.ids.count)
    for (row, counterpart) in counterparts.enumerated() {
      guard counterpart >= 0 else {
        arrived.append(row)
        continue
      }
      let earlier = Int(counterpart)
      isInBoth[earlier] = true
      let (before, now) = (from.values[earlier], to.values[row])
      guard before >= 0, now >= 0 else {
        withoutValue.append(row)
        continue
      }
      compared += 1
      best.offer(
        Score(value: PlayerGain.gain(from: before, to: now), id: to.ids[row], row: row))
    }
    try Task.checkCancellation()
    let departed = isInBoth.indices.filter { !isInBoth[$0] }
    return Gains(
      comparedPlayers: compared, entries: try await entries(best.sorted(), from: offset),
      arrived: try await others(to.descending(arrived), of: to) {
        (nil, to.value($0))
      },
      departed: try await others(from.descending(departed), of: from) {
        (from.value($0), nil)
      },
      withoutValue: try await others(withoutValue.sorted { to.ids[$0] < to.ids[$1] }, of: to) {
        (from.value(Int(counterparts[$0])), to.value($0))
      })
  }

  private func entries(
    _ best: [Score], from offset: Int
  ) async throws -> [PlayerGain] {
    let listed = CompetitionRanking.ranked(best, by: \.value).dropFirst(offset)
    let texts = try await PlayerRows(listed.map(\.item.row), [.name, .alliance], in: to.file)
    return listed.map { ranked in
      let row = ranked.item.row
      return PlayerGain(
        rank: ranked.rank, player: texts.player(ranked.item.id, row: row),
        from: from.side(Int(counterparts[row])), to: to.side(row))
    }
  }

  private func others(
    _ rows: [Int], of side: GainsSide, values: (Int) -> (from: Int64?, to: Int64?)
  ) async throws -> Gains.Others {
    let listed = Array(rows.prefix(Gains.listLimit))
    let texts = try await PlayerRows(listed, [.name, .alliance], in: side.file)
    let players = listed.map { row in
      Gains.Uncompared(
        player: texts.player(side.ids[row], row: row), from: values(row).from,
        to: values(row).to)
    }
    return Gains.Others(count: rows.count, players: players)
  }
}
