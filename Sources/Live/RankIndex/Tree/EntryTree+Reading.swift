extension EntryTree {
  /// How many entries have a better score.
  /// - Parameter score: as the tree orders it.
  func countBetter(than score: Int64, _ records: borrowing PlayerRecords) -> Int {
    place(of: path(to: SortKey(firstOf: score), records)) - 1
  }

  /// The shared rank of the entry at the end of a way.
  func rank(of path: EntryPath, _ records: borrowing PlayerRecords) -> Int {
    let block = node(path.block)
    let score = block.scores[path.slot]
    if path.slot > 0, block.scores[path.slot - 1] != score { return place(of: path) }
    return countBetter(than: score, records) + 1
  }

  func score(atPlace place: Int) -> Int64 {
    let path = path(toPlace: place)
    return node(path.block).scores[path.slot]
  }

  /// Visits entries in order.
  /// - Parameters:
  ///   - path: the way to the first one.
  ///   - count: at most as many as there are from there on.
  @inline(__always)
  func forEachEntry(
    from path: EntryPath, count: Int, _ body: (UInt32, Int64, Int64) -> Void
  ) {
    var (path, rest) = (path, count)
    while rest > 0 {
      let block = node(path.block)
      let end = min(block.count, path.slot + rest)
      for slot in path.slot..<end {
        body(block.items[slot], block.scores[slot], block.sequences[slot])
      }
      rest -= end - path.slot
      if rest > 0 { path = nextBlock(after: path) }
    }
  }

  /// The way to the first entry of the next block, which exists.
  private func nextBlock(after path: EntryPath) -> EntryPath {
    var next = path
    next.groupSlot += 1
    if next.groupSlot == node(path.group).count {
      next.rootSlot += 1
      next.group = root.items[next.rootSlot]
      next.groupSlot = 0
    }
    next.block = node(next.group).items[next.groupSlot]
    next.slot = 0
    return next
  }
}
