extension EntryTree {
  /// What an entry was before it was removed.
  struct RemovedEntry {
    let place: Int
    /// As the tree orders it.
    let score: Int64
    let sequence: Int64
  }

  /// Removes the entry at the end of a way.
  mutating func remove(_ path: EntryPath, _ records: borrowing PlayerRecords) -> RemovedEntry {
    let block = node(path.block)
    let removed = RemovedEntry(
      place: place(of: path), score: block.scores[path.slot],
      sequence: block.sequences[path.slot])
    block.removeSlot(path.slot)
    addToCounts(-1, path)
    if path.slot == 0, block.count > 0 { updateFirst(path) }
    if shape.isSmall(block.count, isInner: false) {
      mergeBlock(path, records)
    } else {
      shrink(path.block)
    }
    return removed
  }

  /// Gives memory back when a node has room for two steps more than it should.
  private mutating func shrink(_ number: UInt32) {
    let capacity = shape.capacity(for: node(number).count, isInner: false)
    if node(number).capacity >= capacity + 2 * shape.blockStep {
      resize(number, capacity: capacity)
    }
  }

  /// Joins a small block with a neighbor in its group, or removes an empty one.
  private mutating func mergeBlock(_ path: EntryPath, _ records: borrowing PlayerRecords) {
    let group = node(path.group)
    if node(path.block).count == 0 {
      if group.count == 1, root.count == 1 { return }
      nodes.deallocate(path.block)
      group.removeSlot(path.groupSlot)
    } else {
      guard let left = leftOfMerge(path.groupSlot, in: group, isInner: false) else { return }
      let (leftNumber, rightNumber) = (group.items[left], group.items[left + 1])
      let moved = node(leftNumber).count
      absorb(rightNumber, into: leftNumber)
      let leftNode = node(leftNumber)
      for slot in moved..<leftNode.count {
        records.setBlock(leftNumber, of: leftNode.items[slot])
      }
      group.counts[left] = UInt32(leftNode.count)
      group.removeSlot(left + 1)
    }
    mergeGroup(path)
  }

  /// Joins a small group with a neighbor in the root, or removes an empty one.
  private mutating func mergeGroup(_ path: EntryPath) {
    let (group, root) = (node(path.group), root)
    if group.count == 0 {
      nodes.deallocate(path.group)
      root.removeSlot(path.rootSlot)
      renumberGroups()
      return
    }
    if path.groupSlot == 0 {
      root.set(
        path.group, score: group.scores[0], sequence: group.sequences[0], at: path.rootSlot)
    }
    guard shape.isSmall(group.count, isInner: true),
      let left = leftOfMerge(path.rootSlot, in: root, isInner: true)
    else { return }
    let (leftNumber, rightNumber) = (root.items[left], root.items[left + 1])
    let moved = node(leftNumber).count
    absorb(rightNumber, into: leftNumber)
    let leftNode = node(leftNumber)
    for slot in moved..<leftNode.count { node(leftNode.items[slot]).parent = leftNumber }
    root.counts[left] &+= root.counts[left + 1]
    root.removeSlot(left + 1)
    renumberGroups()
  }

  /// The left one of two neighbors that fit into one node, of whom one is the node in a slot.
  private func leftOfMerge(_ slot: Int, in parent: TreeNode, isInner: Bool) -> Int? {
    for left in [slot, slot - 1] where left >= 0 && left + 1 < parent.count {
      let joined = node(parent.items[left]).count + node(parent.items[left + 1]).count
      if joined <= shape.maxMerged(isInner: isInner) { return left }
    }
    return nil
  }

  /// Moves all items of a node behind those of another one, and frees it.
  private mutating func absorb(_ right: UInt32, into left: UInt32) {
    let joined = node(left).count + node(right).count
    if joined > node(left).capacity {
      resize(left, capacity: shape.capacity(for: joined, isInner: node(left).isInner))
    }
    node(right).moveItems(from: 0, toEndOf: node(left))
    nodes.deallocate(right)
  }
}
