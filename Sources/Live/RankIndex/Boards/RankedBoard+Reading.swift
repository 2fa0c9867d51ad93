internal import Leaderboards
package import LiveScores

extension RankedBoard {
  /// The place of a player, from 1.
  package func place(of player: PlayerID) -> Int? {
    handle(of: player).map { tree.place(of: tree.path(to: $0, records)) }
  }

  /// The entry of a player.
  package func entry(of player: PlayerID) -> BoardEntry? {
    guard let handle = handle(of: player) else { return nil }
    let path = tree.path(to: handle, records)
    return entries(from: path, place: tree.place(of: path), count: 1).first
  }

  /// The shared rank that a score has or would have: one more than the number of better scores.
  package func rank(ofScore score: Int64) -> Int {
    tree.countBetter(than: order.treeScore(score), records) + 1
  }

  /// Entries by their places, from 1. Places that the board does not have are left out.
  package func entries(in places: Range<Int>) -> [BoardEntry] {
    let places = places.clamped(to: 1..<(count + 1))
    guard !places.isEmpty else { return [] }
    return entries(
      from: tree.path(toPlace: places.lowerBound), place: places.lowerBound, count: places.count)
  }

  /// The entries that stand behind a score and the sequence at which it was reached, whether or not
  /// an entry still has them.
  package func entries(behindScore score: Int64, sequence: Int64, count: Int) -> [BoardEntry] {
    let (next, isLast) = sequence.addingReportingOverflow(1)
    let key = SortKey(
      score: order.treeScore(score), sequence: isLast ? .max : next,
      id: UnsafeRawBufferPointer(start: nil, count: 0))
    let first = tree.place(of: tree.path(to: key, records))
    return entries(in: first..<(first + min(max(0, count), self.count)))
  }

  /// A player's entry with its neighbors.
  ///
  /// At the ends of the board the window moves, so that it keeps its size while there are so many
  /// entries.
  /// - Parameters:
  ///   - before: how many better places, 0 or more.
  ///   - after: how many worse places, 0 or more.
  /// - Returns: `nil` if the player is not on the board.
  package func entries(around player: PlayerID, before: Int, after: Int) -> [BoardEntry]? {
    guard let handle = handle(of: player) else { return nil }
    let path = tree.path(to: handle, records)
    let place = tree.place(of: path)
    return entries(in: window(around: place, before: before, after: after))
  }

  /// The entries around the first one that is not better than a score, or around the last one if
  /// all are better; a window as that around a player.
  package func entries(aroundScore score: Int64, before: Int, after: Int) -> [BoardEntry] {
    entries(in: window(around: min(rank(ofScore: score), count), before: before, after: after))
  }

  /// How a score compares with those of the board.
  package func comparison(ofScore score: Int64) -> ScoreComparison {
    let treeScore = order.treeScore(score)
    return comparison(treeScore, better: tree.countBetter(than: treeScore, records))
  }

  /// How the score of one of its entries compares with those of the board.
  package func comparison(of entry: BoardEntry) -> ScoreComparison {
    comparison(order.treeScore(entry.score), better: entry.rank - 1)
  }

  private func comparison(_ treeScore: Int64, better: Int) -> ScoreComparison {
    // No score is worse than the last of all numbers.
    let (next, isLast) = treeScore.addingReportingOverflow(1)
    let notWorse = isLast ? count : tree.countBetter(than: next, records)
    return ScoreComparison(better: better, equal: notWorse - better, worse: count - notWorse)
  }

  /// The least score that is not worse than so many percent of all scores (nearest rank).
  /// - Parameter percentile: in `0...100`; numbers beyond count as the nearest of these.
  /// - Returns: `nil` if the board has no entries, or for a NaN.
  package func score(atPercentile percentile: Double) -> Int64? {
    guard count > 0, !percentile.isNaN else { return nil }
    let share = min(max(percentile, 0), 100) / 100
    let fromWorst = min(max(Int((share * Double(count)).rounded(.up)), 1), count)
    return order.treeScore(tree.score(atPlace: count - fromWorst + 1))
  }

  package var statistics: BoardStatistics {
    func score(_ place: Int) -> Int64 { order.treeScore(tree.score(atPlace: place)) }
    let spread =
      count == 0
      ? nil
      : ScoreSpread(
        best: score(1), worst: score(count), betterMedian: score((count + 1) / 2),
        worseMedian: score(count / 2 + 1))
    return BoardStatistics(count: count, sum: sum, scores: spread)
  }

  private func handle(of player: PlayerID) -> UInt32? {
    player.withBytes { id in
      table.handle(of: id, hash: PlayerTable.hash(id), in: records)
    }
  }

  /// The places around one of the board; an empty range if the board has none.
  private func window(around place: Int, before: Int, after: Int) -> Range<Int> {
    // No more than the board has, so that no sum can overflow.
    let before = min(max(0, before), count)
    let size = min(before + 1 + min(max(0, after), count), count)
    let start = max(1, min(place - before, count - size + 1))
    return start..<(start + size)
  }

  /// - Parameters:
  ///   - path: the way to the first entry.
  ///   - place: the place of the first entry.
  private func entries(from path: EntryPath, place: Int, count: Int) -> [BoardEntry] {
    if count > 1 { prefetchRecords(from: path, count: count) }
    let first = (place, tree.rank(of: path, records))
    return [BoardEntry](unsafeUninitializedCapacity: count) { entries, filled in
      var (place, rank) = first
      var previous = tree.node(path.block).scores[path.slot]
      tree.forEachEntry(from: path, count: count) { handle, score, sequence in
        if score != previous { (rank, previous) = (place, score) }
        let standing = PlayerStanding(
          player: PlayerID(accepted: records.text(of: handle)),
          score: order.treeScore(score),
          sequence: sequence)
        entries.initializeElement(
          at: filled, to: BoardEntry(rank: rank, place: place, standing: standing))
        filled += 1
        place += 1
      }
    }
  }
}
