internal import Failures
package import Leaderboards
internal import LiveScores

extension RankedBoard {
  /// A board of many players at once. Takes linear time if the standings are in the order of the
  /// board, and that of sorting them otherwise.
  /// - Parameter standings: in any order, each player once.
  /// - Throws: `repeatedPlayer`, `boardFull`.
  package init(order: RankOrder, standings: [PlayerStanding]) throws(RankError) {
    try self.init(order: order, standings: standings, shape: TreeShape())
  }

  init(order: RankOrder, standings: [PlayerStanding], shape: TreeShape) throws(RankError) {
    self.init(order: order, shape: shape)
    table = PlayerTable(expectedCount: standings.count)
    var entries: [SortableEntry] = []
    entries.reserveCapacity(standings.count)
    for start in stride(from: 0, to: standings.count, by: Self.prefetchCount) {
      let part = standings[start..<min(start + Self.prefetchCount, standings.count)]
      let hashes = part.map { $0.player.withBytes { PlayerTable.hash($0) } }
      prefetchTable(hashes)
      for (standing, hash) in zip(part, hashes) {
        let handle = try addRecord(of: standing.player, hash: hash)
        sum += Int128(standing.score)
        entries.append(
          SortableEntry(
            score: order.treeScore(standing.score), sequence: standing.sequence, handle: handle))
      }
    }
    entries.sortForTree(records)
    tree = EntryTree(shape: shape, sorted: entries, records)
  }

  private mutating func addRecord(
    of player: PlayerID, hash: UInt64
  ) throws(RankError) -> UInt32 {
    let result = player.withBytes { id -> Result<UInt32, RankError> in
      guard table.handle(of: id, hash: hash, in: records) == nil else {
        return .failure(
          RankError(code: .repeatedPlayer, place: player.text, reason: "listed twice"))
      }
      guard let handle = records.add(id) else { return .failure(.full(player)) }
      insertIntoTable(handle, hash: hash)
      return .success(handle)
    }
    return try result.get()
  }
}

extension [SortableEntry] {
  /// Sorts by score, sequence and id.
  mutating func sortForTree(_ records: borrowing PlayerRecords) {
    if isSorted(records) { return }
    sortByScore()
    var start = 0
    while start < count {
      var end = start + 1
      while end < count, self[end].score == self[start].score { end += 1 }
      if end - start > 1 { sortTies(start..<end, records) }
      start = end
    }
  }

  private func isSorted(_ records: borrowing PlayerRecords) -> Bool {
    for index in indices.dropFirst() where !self[index - 1].precedes(self[index], records) {
      return false
    }
    return true
  }

  private mutating func sortTies(_ range: Range<Int>, _ records: borrowing PlayerRecords) {
    self[range].sort { $0.precedes($1, records) }
  }

  /// Sorts by the bytes of the scores from the lowest to the highest; bytes that are the same in
  /// all scores cost nothing.
  private mutating func sortByScore() {
    var counts = [Int](repeating: 0, count: 8 * 256)
    for entry in self {
      for byte in 0..<8 { counts[byte << 8 + entry.digit(byte)] += 1 }
    }
    var other = self
    for byte in 0..<8 {
      var starts = counts[(byte << 8)..<((byte + 1) << 8)]
      if starts.contains(count) { continue }
      var start = 0
      for digit in starts.indices { (starts[digit], start) = (start, start + starts[digit]) }
      for entry in self {
        let digit = byte << 8 + entry.digit(byte)
        other[starts[digit]] = entry
        starts[digit] += 1
      }
      swap(&self, &other)
    }
  }
}

extension SortableEntry {
  fileprivate func precedes(_ other: SortableEntry, _ records: borrowing PlayerRecords) -> Bool {
    if score != other.score { return score < other.score }
    if sequence != other.sequence { return sequence < other.sequence }
    return bytes(records.id(of: handle), precede: records.id(of: other.handle))
  }

  /// A byte of the score; negative scores come first.
  fileprivate func digit(_ byte: Int) -> Int {
    let bits = UInt64(bitPattern: score) ^ (1 << 63)
    return Int(truncatingIfNeeded: bits >> UInt64(8 * byte) & 0xFF)
  }
}
