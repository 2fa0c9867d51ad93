extension EntryTree {
  /// Adds the entry of a player who has none.
  /// - Returns: its place.
  mutating func insert(
    _ handle: UInt32, _ key: SortKey, _ records: borrowing PlayerRecords
  ) -> Int {
    var path = path(to: key, records)
    let place = place(of: path)
    if node(path.block).count == node(path.block).capacity { makeRoom(&path, records) }
    let block = node(path.block)
    block.openSlot(path.slot)
    block.set(handle, score: key.score, sequence: key.sequence, at: path.slot)
    records.setBlock(path.block, of: handle)
    addToCounts(1, path)
    if path.slot == 0 { updateFirst(path) }
    return place
  }

  /// Adds to the counts above a block.
  mutating func addToCounts(_ change: Int, _ path: EntryPath) {
    let change32 = UInt32(truncatingIfNeeded: change)
    node(path.group).counts[path.groupSlot] &+= change32
    root.counts[path.rootSlot] &+= change32
    totals.add(change, at: path.rootSlot)
    count += change
  }

  /// Writes what the nodes above know of a block's first entry.
  func updateFirst(_ path: EntryPath) {
    let (block, group) = (node(path.block), node(path.group))
    group.set(
      path.block, score: block.scores[0], sequence: block.sequences[0], at: path.groupSlot)
    if path.groupSlot == 0 {
      root.set(
        path.group, score: block.scores[0], sequence: block.sequences[0], at: path.rootSlot)
    }
  }

  /// Gives a node another capacity, which holds its items.
  mutating func resize(_ number: UInt32, capacity: Int) {
    let (isInner, parent) = (node(number).isInner, node(number).parent)
    let byteCount = TreeNode.byteCount(capacity: capacity, isInner: isInner)
    nodes.reallocate(number, byteCount: byteCount) { old, new in
      TreeNode.makeEmpty(at: new, capacity: capacity, isInner: isInner, parent: parent)
      TreeNode(base: old).moveItems(from: 0, toEndOf: TreeNode(base: new))
    }
  }

  /// The root's slots moved: the groups learn their new ones.
  mutating func renumberGroups() {
    let root = root
    for slot in 0..<root.count { node(root.items[slot]).parent = UInt32(slot) }
    totals.rebuild(from: (0..<root.count).lazy.map { Int(root.counts[$0]) })
  }

  /// Grows the full block of a path or splits it; the path follows.
  private mutating func makeRoom(_ path: inout EntryPath, _ records: borrowing PlayerRecords) {
    let block = node(path.block)
    if block.capacity < shape.blockCapacity {
      resize(path.block, capacity: shape.capacity(for: block.count, isInner: false))
      return
    }
    makeRoomInGroup(&path)
    let right = split(path.block)
    let rightNode = node(right)
    for slot in 0..<rightNode.count { records.setBlock(right, of: rightNode.items[slot]) }
    rightNode.parent = path.group
    insertChild(right, into: path.group, at: path.groupSlot + 1)
    let leftCount = node(path.block).count
    node(path.group).counts[path.groupSlot] = UInt32(leftCount)
    if path.slot > leftCount {
      (path.block, path.groupSlot, path.slot) = (right, path.groupSlot + 1, path.slot - leftCount)
    }
  }

  private mutating func makeRoomInGroup(_ path: inout EntryPath) {
    let group = node(path.group)
    guard group.count == group.capacity else { return }
    if group.capacity < shape.groupCapacity {
      resize(path.group, capacity: shape.capacity(for: group.count, isInner: true))
      return
    }
    if root.count == root.capacity { resize(rootNumber, capacity: 2 * root.capacity) }
    let right = split(path.group)
    let (leftNode, rightNode) = (node(path.group), node(right))
    for slot in 0..<rightNode.count { node(rightNode.items[slot]).parent = right }
    insertChild(right, into: rootNumber, at: path.rootSlot + 1)
    root.counts[path.rootSlot] = UInt32(leftNode.sum(ofFirst: leftNode.count))
    renumberGroups()
    if path.groupSlot >= leftNode.count {
      (path.group, path.rootSlot) = (right, path.rootSlot + 1)
      path.groupSlot -= leftNode.count
    }
  }

  /// Moves the second half of a node to a new one.
  private mutating func split(_ number: UInt32) -> UInt32 {
    let (count, isInner) = (node(number).count, node(number).isInner)
    let half = count / 2
    let right = makeNode(capacity: shape.capacity(for: count - half, isInner: isInner), isInner)
    node(number).moveItems(from: half, toEndOf: node(right))
    resize(number, capacity: shape.capacity(for: half, isInner: isInner))
    return right
  }

  /// Adds a node to an inner one, which has room.
  private func insertChild(_ child: UInt32, into number: UInt32, at slot: Int) {
    let (parent, childNode) = (node(number), node(child))
    let childCount =
      childNode.isInner ? childNode.sum(ofFirst: childNode.count) : childNode.count
    parent.openSlot(slot)
    parent.set(child, score: childNode.scores[0], sequence: childNode.sequences[0], at: slot)
    parent.counts[slot] = UInt32(childCount)
  }

  mutating func makeNode(capacity: Int, _ isInner: Bool) -> UInt32 {
    let number = nodes.allocate(
      byteCount: TreeNode.byteCount(capacity: capacity, isInner: isInner))
    TreeNode.makeEmpty(at: nodes[number], capacity: capacity, isInner: isInner)
    return number
  }
}
