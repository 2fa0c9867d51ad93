import Failures
import Leaderboards
import SQL

extension AthenaEngine {
  package func gains(
    _ query: GainsQuery, from offset: Int, limit: Int
  ) async throws -> Gains {
    guard !query.hasChosenWeights, PageDepth.isShallow(from: offset, limit: limit), mayAsk()
    else { return try await reader.gains(query, from: offset, limit: limit) }
    return try await queriedGains(query, limit: offset + limit).page(from: offset, limit: limit)
  }

  private func queriedGains(_ query: GainsQuery, limit: Int) async throws -> Gains {
    let (from, to) = (query.from, query.to)
    let query = table.gainsQuery(query, limit: limit)
    let rows = try await rows(of: query, about: [from, to]).map { try GainRow($0) }
    // Every player is in some row's count, so a kind without players has no row.
    for (header, shown) in [(from, rows.first?.fromCount), (to, rows.first?.toCount)] {
      guard shown ?? 0 == header.players else {
        throw await missing(header, shown: shown ?? 0, of: header.players)
      }
    }
    func others(_ kind: AthenaTable.GainKind) -> Gains.Others {
      let players = rows.filter { $0.kind == kind }
      return Gains.Others(
        count: players.first?.kindCount ?? 0, players: players.map(\.uncompared))
    }
    let compared = rows.filter { $0.kind == .compared }
    return Gains(
      comparedPlayers: compared.first?.kindCount ?? 0,
      entries: try Self.entries(compared.prefix(limit)), arrived: others(.arrived),
      departed: others(.departed), withoutValue: others(.withoutValue))
  }

  private static func entries(_ rows: some Collection<GainRow>) throws(SQLError) -> [PlayerGain] {
    var pairs: [(row: GainRow, from: PlayerGain.Side, to: PlayerGain.Side)] = []
    for row in rows {
      guard let from = row.from.side, let to = row.to.side else {
        throw SQLError(code: .unreachable, reason: "a compared player has no value")
      }
      pairs.append((row, from, to))
    }
    let ranks = CompetitionRanking.ranks(
      of: pairs.map { PlayerGain.gain(from: $0.from.value, to: $0.to.value) })
    return zip(pairs, ranks).map { pair, rank in
      PlayerGain(rank: rank, player: pair.row.player, from: pair.from, to: pair.to)
    }
  }
}

/// A row of `AthenaTable.gainsQuery`.
private struct GainRow {
  struct Side {
    let value: Int64?
    let place: Int64?
    let hidden: Int64?

    init(_ cells: inout SQLCells) throws(SQLError) {
      value = try cells.optionalInteger()
      place = try cells.optionalInteger()
      hidden = try cells.optionalInteger()
    }

    var side: PlayerGain.Side? {
      guard let value, let rank = place.flatMap({ Int(exactly: $0) }) else { return nil }
      return PlayerGain.Side(value: value, rank: rank, hidesKills: hidden == 1)
    }
  }

  let kind: AthenaTable.GainKind
  let kindCount: Int
  let player: Player
  let from: Side
  let to: Side
  let fromCount: Int
  let toCount: Int

  /// - Throws: `SQLError` if the cells are not the requested ones.
  init(_ row: SQLRow) throws(SQLError) {
    let shape = "a kind, two counts, a player and two sides"
    var cells = try SQLCells(row, count: 14, of: shape)
    guard let kind = AthenaTable.GainKind(rawValue: try cells.integer()) else {
      throw SQLError(code: .unreachable, reason: "a row is not \(shape)")
    }
    self.kind = kind
    _ = try cells.integer()
    kindCount = Int(clamping: try cells.integer())
    player = Player(
      id: try cells.integer(), name: try cells.text(), alliance: try cells.optionalText())
    from = try Side(&cells)
    to = try Side(&cells)
    fromCount = Int(clamping: try cells.integer())
    toCount = Int(clamping: try cells.integer())
  }

  var uncompared: Gains.Uncompared {
    Gains.Uncompared(player: player, from: from.value, to: to.value)
  }
}
