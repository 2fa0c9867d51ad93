internal import Datasets

/// The columns of an upload to read, and how.
struct ColumnChoice {
  /// A column to read.
  struct Chosen: Sendable {
    /// The column's index in the profile's grid.
    let index: Int
    let matched: MatchedColumn
  }

  private(set) var chosen: [Chosen] = []
  private(set) var passedOver: [PassedOverColumn] = []
  /// Known headers that are not needed, such as kills of the top tiers beside better columns.
  private(set) var unneeded: [String] = []
  private(set) var notes: [Note] = []

  /// If several headers mean the same column, the most specific of those is read that have at least
  /// half as many filled cells as the fullest one.
  /// - Parameter elsewhere: what unknown columns reveal about the file's separators.
  init(
    among profiles: [ColumnProfile], idColumn: Int, elsewhere: WrittenNumber.Signs = []
  ) {
    let isTold = { (columns: [PlayerColumn]) in
      profiles.contains { columns.contains($0.column) && !$0.candidate.meaning.isTopTierKills }
    }
    let needsTopTierKills = !isTold([.kills, .t1Kills, .t2Kills, .t3Kills, .t4Kills, .t5Kills])
    let isNeeded = { (profile: ColumnProfile) in
      needsTopTierKills || !profile.candidate.meaning.isTopTierKills
    }
    unneeded = profiles.filter { !isNeeded($0) }.map(\.candidate.header)
    let fileSigns = profiles.reduce(into: elsewhere) { $0.formUnion($1.signs) }
    for column in PlayerColumn.allCases {
      let candidates = profiles.filter { $0.column == column && isNeeded($0) }
      let best =
        column == .id ? profiles[idColumn] : Self.best(of: candidates)
      if let best { choose(best, over: candidates, fileSigns) }
    }
  }

  /// Whether a column has a separator of unknown meaning.
  var isAssuming: Bool { chosen.contains { $0.matched.grammar?.isAssumed == true } }

  private static func best(of candidates: [ColumnProfile]) -> ColumnProfile? {
    let fullest = candidates.map(\.filledCells).max() ?? 0
    return candidates.filter { $0.filledCells * 2 >= fullest }
      .min { $0.candidate < $1.candidate }
  }

  private mutating func choose(
    _ best: ColumnProfile, over candidates: [ColumnProfile], _ fileSigns: WrittenNumber.Signs
  ) {
    let header = best.candidate.header
    let hasGrammar = !best.column.isText && best.column != .id
    let grammar = hasGrammar ? NumberGrammar(column: best.signs, file: fileSigns) : nil
    if grammar?.isAssumed == true { notes.append(.separatorTakenForGroups(column: header)) }
    if hasGrammar, best.signs.contains(.scientific) {
      notes.append(.roundedByScientificNotation(column: header))
    }
    if best.candidate.meaning.isTopTierKills {
      notes.append(.topTierKillsTakenForKills(column: header))
    }
    chosen.append(
      Chosen(
        index: best.candidate.index,
        matched: MatchedColumn(
          header: header, column: best.column, filledCells: best.filledCells, grammar: grammar)))
    for other in candidates where other.candidate.index != best.candidate.index {
      passedOver.append(
        PassedOverColumn(
          header: other.candidate.header, column: best.column, insteadRead: header))
    }
  }
}
