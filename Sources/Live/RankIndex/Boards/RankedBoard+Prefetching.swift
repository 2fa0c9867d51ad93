internal import CPrefetch
internal import Leaderboards
internal import LiveScores

/// Brings into the caches what changes and reads need.
///
/// A change follows a chain of addresses and waits for memory at each of them: page of the table,
/// record, block, block of the new score. If many changes take each step together, they wait at the
/// same time. Nothing depends on what is found here.
extension RankedBoard {
  /// How many changes take the steps together.
  static var prefetchCount: Int { 32 }

  /// - Parameter changes: at most `prefetchCount`.
  func prefetch(_ changes: ArraySlice<RankChange>) {
    guard changes.count > 1, count > 1_000 else { return }
    let hashes = changes.compactMap { change in
      change.kind.player?.withBytes { PlayerTable.hash($0) }
    }
    prefetchTable(hashes)
    let handles = hashes.compactMap { hash -> UInt32? in
      let page = table.page(of: hash)
      // The first handle whose hash agrees in seven bits.
      return page.slot(hash: hash) { _ in true }.map { page.handle(inSlot: $0) }
    }
    for handle in handles { standings_prefetch(records.address(of: handle)) }
    for change in changes {
      guard case .set(_, let score) = change.kind else { continue }
      let key = SortKey(firstOf: order.treeScore(score))
      prefetchStart(of: tree.node(tree.blockPath(to: key, records).block))
    }
    for handle in handles { prefetchStart(of: tree.node(records.block(of: handle))) }
    for handle in handles {
      let block = tree.node(records.block(of: handle))
      let slot = block.slot(of: handle)
      standings_prefetch(block.scores + slot)
      standings_prefetch(block.sequences + slot)
    }
  }

  /// The slots of players in the table.
  func prefetchTable(_ hashes: [UInt64]) {
    for hash in hashes { standings_prefetch(table.page(of: hash).base) }
    for hash in hashes {
      let (marks, handles) = table.page(of: hash).firstAddresses(of: hash)
      standings_prefetch(marks)
      standings_prefetch(handles)
    }
  }

  /// - Parameter count: at most as many entries as there are from there on.
  func prefetchRecords(from path: EntryPath, count: Int) {
    tree.forEachEntry(from: path, count: count) { handle, _, _ in
      standings_prefetch(records.address(of: handle))
    }
  }

  /// The counts, the items and the first scores of a block.
  private func prefetchStart(of block: TreeNode) {
    for line in 0..<12 { standings_prefetch(block.base + line << 6) }
  }
}

extension RankChange.Kind {
  fileprivate var player: PlayerID? {
    switch self {
    case .set(let player, _), .remove(let player): player
    case .trim: nil
    }
  }
}
