/// The entries of a board in order: a counted tree of three levels.
///
/// The root has the groups, a group has up to 128 blocks, a block up to 128 entries. Counts above
/// make places: those before a group come from a Fenwick tree, those before a block from a sum over
/// the group, so that only the root grows with the board, by one slot for about 10,000 entries.
/// Each player's record names the block, so that an entry is found from either side.
///
/// There is at least one group, and at least one block in each group; only a board without entries
/// has an empty block.
struct EntryTree: ~Copyable {
  let shape: TreeShape
  let rootNumber: UInt32
  var nodes = NumberedMemory()
  /// The counts of the groups.
  var totals = FenwickTree()
  var count = 0

  init(shape: TreeShape) {
    self.shape = shape
    rootNumber = nodes.allocate(byteCount: TreeNode.byteCount(capacity: 2, isInner: true))
    TreeNode.makeEmpty(at: nodes[rootNumber], capacity: 2, isInner: true)
    appendGroup(capacity: 2)
    appendBlock(capacity: 4)
    totals.rebuild(from: [0])
  }

  var root: TreeNode { node(rootNumber) }

  func node(_ number: UInt32) -> TreeNode { TreeNode(base: nodes[number]) }
}

/// The sizes of nodes. Tests use small ones.
struct TreeShape {
  /// The max entries of a block; even, as all of these are.
  var blockCapacity = 128
  /// Capacities of blocks are multiples of this.
  var blockStep = 16
  /// The max blocks of a group.
  var groupCapacity = 128
  var groupStep = 16

  func maxCapacity(isInner: Bool) -> Int { isInner ? groupCapacity : blockCapacity }

  /// The capacity of a node with so many items: room for one more at least, but for the max.
  func capacity(for count: Int, isInner: Bool) -> Int {
    let step = isInner ? groupStep : blockStep
    return min(maxCapacity(isInner: isInner), (count / step + 1) * step)
  }

  /// Nodes of at most so many items are merged with a neighbor.
  func isSmall(_ count: Int, isInner: Bool) -> Bool { count <= maxCapacity(isInner: isInner) / 4 }

  /// How many items two nodes may have to be merged.
  func maxMerged(isInner: Bool) -> Int { maxCapacity(isInner: isInner) * 3 / 4 }
}

/// The way to an entry, or to where one belongs.
struct EntryPath {
  /// The slot of the group in the root.
  var rootSlot: Int
  var group: UInt32
  /// The slot of the block in the group.
  var groupSlot: Int
  var block: UInt32
  /// The slot of the entry in the block.
  var slot: Int
}

// Ways to entries.
extension EntryTree {
  /// The way to the first entry that a key does not follow, behind the last of a block if that is
  /// where the key belongs.
  func path(to key: SortKey, _ records: borrowing PlayerRecords) -> EntryPath {
    var path = blockPath(to: key, records)
    path.slot = node(path.block).countPreceding(key) { records.id(of: $0) }
    return path
  }

  /// The way to the start of the block in which a key belongs.
  func blockPath(to key: SortKey, _ records: borrowing PlayerRecords) -> EntryPath {
    // Without entries, what the nodes above say of the first one is undefined.
    guard count > 0 else {
      let group = root.items[0]
      return EntryPath(
        rootSlot: 0, group: group, groupSlot: 0, block: node(group).items[0], slot: 0)
    }
    let rootSlot = max(
      0, root.countPreceding(key) { records.id(of: firstHandle(ofGroup: $0)) } - 1)
    let group = root.items[rootSlot]
    let groupNode = node(group)
    let groupSlot = max(
      0, groupNode.countPreceding(key) { records.id(of: node($0).items[0]) } - 1)
    return EntryPath(
      rootSlot: rootSlot, group: group, groupSlot: groupSlot, block: groupNode.items[groupSlot],
      slot: 0)
  }

  /// The way to the entry of a player.
  func path(to handle: UInt32, _ records: borrowing PlayerRecords) -> EntryPath {
    let block = records.block(of: handle)
    let blockNode = node(block)
    let slot = blockNode.slot(of: handle)
    let group = node(blockNode.parent)
    return EntryPath(
      rootSlot: Int(group.parent), group: blockNode.parent, groupSlot: group.slot(of: block),
      block: block, slot: slot)
  }

  /// The way to a place of the board.
  /// - Parameter place: in `1...count`.
  func path(toPlace place: Int) -> EntryPath {
    let (rootSlot, rest) = totals.find(place - 1)
    let group = root.items[rootSlot]
    let groupNode = node(group)
    var (slot, groupSlot) = (rest, 0)
    while slot >= Int(groupNode.counts[groupSlot]) {
      slot &-= Int(groupNode.counts[groupSlot])
      groupSlot &+= 1
    }
    return EntryPath(
      rootSlot: rootSlot, group: group, groupSlot: groupSlot, block: groupNode.items[groupSlot],
      slot: slot)
  }

  /// The place at the end of a way, from 1.
  func place(of path: EntryPath) -> Int {
    totals.sum(ofFirst: path.rootSlot) + node(path.group).sum(ofFirst: path.groupSlot)
      + path.slot + 1
  }

  private func firstHandle(ofGroup group: UInt32) -> UInt32 { node(node(group).items[0]).items[0] }
}
