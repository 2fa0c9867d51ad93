/// A page that is full grows by a quarter, and one of the max size is split.
extension PlayerTable {
  /// - Parameter hashOf: the hash of any handle in the table.
  mutating func makeRoom(for hash: UInt64, _ hashOf: (UInt32) -> UInt64) {
    let number = directory[directoryIndex(of: hash)]
    let page = TablePage(base: pages[number])
    let slotCount = page.slotCount
    if page.handleCount < slotCount - slotCount >> 2 {
      // Many slots are those of removed handles.
      rebuild(number, slotCount: slotCount, hashOf)
    } else if slotCount < Self.maxSlots {
      rebuild(
        number, slotCount: min(Self.maxSlots, slotCount + max(16, slotCount >> 2 & ~7)), hashOf)
    } else if canSplit(page) {
      split(number, for: hash, hashOf)
    } else {
      rebuild(number, slotCount: 2 * slotCount, hashOf)
    }
  }

  /// The directory stays in proportion to the pages, even if all hashes were the same.
  private func canSplit(_ page: TablePage) -> Bool {
    page.depth < depth || (depth < Self.maxDepth && directory.count <= 16 * pages.count)
  }

  private mutating func rebuild(
    _ number: UInt32, slotCount: Int, _ hashOf: (UInt32) -> UInt64
  ) {
    let byteCount = TablePage.byteCount(slotCount: slotCount)
    pages.reallocate(number, byteCount: byteCount) { old, new in
      let old = TablePage(base: old)
      TablePage.makeEmpty(at: new, slotCount: slotCount, depth: old.depth)
      old.forEachHandle { TablePage(base: new).insert($0, hash: hashOf($0)) }
    }
  }

  /// Splits a page by the next bit of the hashes.
  private mutating func split(
    _ number: UInt32, for hash: UInt64, _ hashOf: (UInt32) -> UInt64
  ) {
    let page = TablePage(base: pages[number])
    if page.depth == depth {
      directory = ContiguousArray(directory.lazy.flatMap { [$0, $0] })
      depth += 1
    }
    let pageDepth = page.depth + 1
    let bit = UInt64(1) << UInt64(64 - pageDepth)
    var (lower, upper): ([HashedHandle], [HashedHandle]) = ([], [])
    page.forEachHandle {
      let hashed = HashedHandle(handle: $0, hash: hashOf($0))
      if hashed.hash & bit == 0 { lower.append(hashed) } else { upper.append(hashed) }
    }
    pages.deallocate(number)
    let span = 1 << (depth - pageDepth)
    let first = directoryIndex(of: hash) & ~(2 * span - 1)
    for (handles, start) in [(lower, first), (upper, first + span)] {
      let half = makePage(of: handles, depth: pageDepth)
      for index in start..<(start + span) { directory[index] = half }
    }
  }

  private struct HashedHandle {
    let handle: UInt32
    let hash: UInt64
  }

  private mutating func makePage(of handles: [HashedHandle], depth: Int) -> UInt32 {
    let slotCount = min(
      max(Self.maxSlots, Self.slotCount(for: handles.count)),
      Self.slotCount(for: handles.count + handles.count >> 3))
    let number = pages.allocate(byteCount: TablePage.byteCount(slotCount: slotCount))
    TablePage.makeEmpty(at: pages[number], slotCount: slotCount, depth: depth)
    let page = TablePage(base: pages[number])
    for hashed in handles { page.insert(hashed.handle, hash: hashed.hash) }
    return number
  }
}
