@testable import RankIndex

extension RankedBoard {
  /// What is wrong within the tree: counts, first entries, links and sizes that do not agree.
  var treeFaults: [String] {
    var faults: [String] = []
    var total = 0
    let root = tree.root
    for rootSlot in 0..<root.count {
      let number = root.items[rootSlot]
      let group = tree.node(number)
      if group.parent != UInt32(rootSlot) { faults.append("group \(number): slot") }
      if group.count == 0 || group.count > tree.shape.groupCapacity {
        faults.append("group \(number): \(group.count) blocks")
      }
      let sum = (0..<group.count).reduce(0) { $0 + Int(group.counts[$1]) }
      if Int(root.counts[rootSlot]) != sum || tree.totals.sum(ofFirst: rootSlot) != total {
        faults.append("group \(number): counts")
      }
      faults += firstFaults(of: group, in: root, at: rootSlot)
      for slot in 0..<group.count { faults += blockFaults(group.items[slot], number, slot) }
      total += sum
    }
    if total != count { faults.append("\(total) entries instead of \(count)") }
    let inner = (0..<root.count).reduce(0) { $0 + tree.node(root.items[$1]).count }
    if tree.nodes.count != 1 + root.count + inner { faults.append("nodes are lost") }
    return faults
  }

  private func blockFaults(_ number: UInt32, _ groupNumber: UInt32, _ slot: Int) -> [String] {
    var faults: [String] = []
    let (block, group) = (tree.node(number), tree.node(groupNumber))
    if block.parent != groupNumber { faults.append("block \(number): parent") }
    if Int(group.counts[slot]) != block.count { faults.append("block \(number): count") }
    if block.count > block.capacity || block.capacity > tree.shape.blockCapacity {
      faults.append("block \(number): size")
    }
    if block.count == 0, count > 0 { faults.append("block \(number): empty") }
    for entry in 0..<block.count where records.block(of: block.items[entry]) != number {
      faults.append("block \(number): entry \(entry)")
    }
    return faults + firstFaults(of: block, in: group, at: slot)
  }

  private func firstFaults(of node: TreeNode, in parent: TreeNode, at slot: Int) -> [String] {
    guard count > 0 else { return [] }
    let isSame =
      node.scores[0] == parent.scores[slot] && node.sequences[0] == parent.sequences[slot]
    return isSame ? [] : ["slot \(slot): first entry"]
  }
}
