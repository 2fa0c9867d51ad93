internal import Failures
package import Leaderboards
package import LiveScores

/// A board: players in the order of their scores.
///
/// The better score comes first. Equal scores share a rank; of these the one that was reached first
/// (the least sequence) comes first, then the lesser id by its bytes. Each player is listed once.
///
/// A change takes O(log n), and never more than some thousand steps at once. A place is a number
/// from 1 without gaps, a rank is shared.
package struct RankedBoard: ~Copyable {
  package let order: RankOrder
  var records: PlayerRecords
  var table: PlayerTable
  var tree: EntryTree
  /// The sum of all scores.
  var sum: Int128 = 0

  /// An empty board.
  package init(order: RankOrder) {
    self.init(order: order, shape: TreeShape())
  }

  init(order: RankOrder, shape: TreeShape, maxChunkCount: Int? = nil) {
    self.order = order
    records = maxChunkCount.map { PlayerRecords(maxChunkCount: $0) } ?? PlayerRecords()
    table = PlayerTable()
    tree = EntryTree(shape: shape)
  }

  /// The number of players.
  package var count: Int { tree.count }

  /// Gives a player a score, whatever it was before.
  ///
  /// The score that the player has already changes nothing: its sequence stays.
  /// - Parameter sequence: the place in the log of the submission that reached the score.
  /// - Throws: `boardFull` if the player is new and there is no room.
  @discardableResult
  package mutating func set(
    _ player: PlayerID, score: Int64, sequence: Int64
  ) throws(RankError) -> PlaceChange {
    let change = player.withBytes { id in
      set(id, SortKey(score: order.treeScore(score), sequence: sequence, id: id))
    }
    guard let change else { throw .full(player) }
    moveRecordsOfSparseChunks()
    return change
  }

  /// Removes a player.
  /// - Returns: the place that the player had; `nil` if the player was not on the board.
  @discardableResult
  package mutating func remove(_ player: PlayerID) -> Int? {
    let removed = player.withBytes { id -> Int? in
      let hash = PlayerTable.hash(id)
      return table.handle(of: id, hash: hash, in: records).map { remove($0, hash: hash) }
    }
    moveRecordsOfSparseChunks()
    return removed
  }

  /// Removes the last entries of the board.
  /// - Parameter maxCount: how many remain at most, 0 or more.
  /// - Returns: those removed, the best first.
  @discardableResult
  package mutating func trim(toCount maxCount: Int) -> [PlayerStanding] {
    let remaining = max(0, maxCount)
    guard count > remaining else { return [] }
    let removed = entries(in: (remaining + 1)..<(count + 1)).map(\.standing)
    for standing in removed.reversed() { remove(standing.player) }
    return removed
  }

  /// - Returns: `nil` if there is no room.
  private mutating func set(_ id: UnsafeRawBufferPointer, _ key: SortKey) -> PlaceChange? {
    let hash = PlayerTable.hash(id)
    if let handle = table.handle(of: id, hash: hash, in: records) {
      let path = tree.path(to: handle, records)
      if tree.node(path.block).scores[path.slot] == key.score {
        let place = tree.place(of: path)
        return PlaceChange(before: place, after: place)
      }
      let removed = tree.remove(path, records)
      sum += Int128(order.treeScore(key.score)) - Int128(order.treeScore(removed.score))
      return PlaceChange(before: removed.place, after: tree.insert(handle, key, records))
    }
    guard let handle = records.add(id) else { return nil }
    insertIntoTable(handle, hash: hash)
    sum += Int128(order.treeScore(key.score))
    return PlaceChange(before: nil, after: tree.insert(handle, key, records))
  }

  mutating func insertIntoTable(_ handle: UInt32, hash: UInt64) {
    table.insert(handle, hash: hash) { PlayerTable.hash(records.id(of: $0)) }
  }

  private mutating func remove(_ handle: UInt32, hash: UInt64) -> Int {
    let removed = tree.remove(tree.path(to: handle, records), records)
    sum -= Int128(order.treeScore(removed.score))
    table.remove(handle, hash: hash)
    records.remove(handle)
    return removed.place
  }

  /// Moves the records of chunks that are mostly removed, and frees the chunks.
  private mutating func moveRecordsOfSparseChunks() {
    while let chunk = records.nextSparseChunk() {
      for handle in records.handles(inChunk: chunk) {
        let moved = records.move(handle)
        let path = tree.path(to: handle, records)
        tree.node(path.block).items[path.slot] = moved
        table.replace(handle, by: moved, hash: PlayerTable.hash(records.id(of: moved)))
      }
      records.freeChunk(chunk)
    }
  }
}

extension RankError {
  /// There is no room for a player.
  static func full(_ player: PlayerID) -> RankError {
    RankError(
      code: .boardFull, place: player.text, reason: "the ids of the board's players fill 16 GiB")
  }
}

/// A board owns its memory, and its methods change it only through the one value.
extension RankedBoard: @unchecked Sendable {}

extension PlayerID {
  /// The UTF-8 bytes, valid during the call.
  @inline(__always)
  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    var text = text
    return text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
  }
}
