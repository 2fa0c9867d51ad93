internal import CPrefetch

/// An entry on its way into a tree.
struct SortableEntry {
  /// As the tree orders it.
  var score: Int64
  var sequence: Int64
  var handle: UInt32
}

extension EntryTree {
  /// Makes a tree of entries in order, in linear time.
  ///
  /// Nodes are filled to seven eighths, so that the first changes split few of them.
  init(shape: TreeShape, sorted entries: [SortableEntry], _ records: borrowing PlayerRecords) {
    self.init(shape: shape)
    if entries.isEmpty { return }
    let filled = shape.blockCapacity - shape.blockCapacity / 8
    for start in stride(from: 0, to: entries.count, by: filled) {
      let part = entries[start..<min(start + filled, entries.count)]
      if start > 0 { appendBlock(capacity: shape.capacity(for: part.count, isInner: false)) }
      fillLastBlock(with: part, records)
    }
    count = entries.count
    renumberGroups()
  }

  private mutating func fillLastBlock(
    with entries: ArraySlice<SortableEntry>, _ records: borrowing PlayerRecords
  ) {
    let rootSlot = root.count - 1
    let group = root.items[rootSlot]
    let groupSlot = node(group).count - 1
    let number = node(group).items[groupSlot]
    if node(number).capacity < entries.count {
      resize(number, capacity: shape.capacity(for: entries.count, isInner: false))
    }
    for entry in entries { standings_prefetch(records.address(of: entry.handle)) }
    let block = node(number)
    for (slot, entry) in entries.enumerated() {
      block.set(entry.handle, score: entry.score, sequence: entry.sequence, at: slot)
      records.setBlock(number, of: entry.handle)
    }
    block.count = entries.count
    node(group).counts[groupSlot] = UInt32(entries.count)
    root.counts[rootSlot] &+= UInt32(entries.count)
    updateFirst(
      EntryPath(rootSlot: rootSlot, group: group, groupSlot: groupSlot, block: number, slot: 0))
  }

  /// Adds an empty block at the end, and a group for it if the last one is filled.
  mutating func appendBlock(capacity: Int) {
    let last = root.items[root.count - 1]
    let lastNode = node(last)
    if lastNode.count >= shape.groupCapacity - shape.groupCapacity / 8 {
      appendGroup(capacity: shape.groupStep)
      return appendBlock(capacity: capacity)
    }
    if lastNode.count == lastNode.capacity {
      resize(last, capacity: shape.capacity(for: lastNode.count, isInner: true))
    }
    let number = makeNode(capacity: capacity, false)
    node(number).parent = last
    append(number, to: last)
  }

  /// Adds an empty group at the end.
  mutating func appendGroup(capacity: Int) {
    if root.count == root.capacity { resize(rootNumber, capacity: 2 * root.capacity) }
    let number = makeNode(capacity: capacity, true)
    node(number).parent = UInt32(root.count)
    append(number, to: rootNumber)
  }

  private func append(_ child: UInt32, to number: UInt32) {
    let parent = node(number)
    parent.openSlot(parent.count)
    parent.set(child, score: 0, sequence: 0, at: parent.count - 1)
    parent.counts[parent.count - 1] = 0
  }
}
