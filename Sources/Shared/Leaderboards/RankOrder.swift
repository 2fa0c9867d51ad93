/// A value on its way to a rank.
package struct Score: Hashable, Sendable {
  package let value: Int64
  /// The player; decides the order of equal values.
  package let id: Int64
  /// The row of the player in its source, by which the other facts are found.
  package let row: Int

  package init(value: Int64, id: Int64, row: Int = 0) {
    self.value = value
    self.id = id
    self.row = row
  }
}

/// Which scores come first on a board. Equal values stand in the order of their ids.
package enum RankOrder: String, CaseIterable, Sendable {
  case descending = "desc"
  case ascending = "asc"

  /// Whether a score comes before another one.
  @inlinable
  package func precedes(_ left: Score, _ right: Score) -> Bool {
    precedes(left.value, left.id, right.value, right.id)
  }

  /// Whether a value of one id comes before a value of another id.
  @inlinable
  package func precedes(
    _ value: Int64, _ id: Int64, _ otherValue: Int64, _ otherID: Int64
  ) -> Bool {
    if value == otherValue { return id < otherID }
    return self == .descending ? value > otherValue : value < otherValue
  }

  /// Whether a value takes a better rank than another one.
  @inlinable
  package func isBetter(_ value: Int64, than other: Int64) -> Bool {
    self == .descending ? value > other : value < other
  }
}

/// An item with its rank.
package struct Ranked<Item> {
  /// From 1; equal values share a rank.
  package let rank: Int
  package let item: Item

  @inlinable
  package init(rank: Int, item: Item) {
    self.rank = rank
    self.item = item
  }
}

extension Ranked: Equatable where Item: Equatable {}
extension Ranked: Hashable where Item: Hashable {}
extension Ranked: Sendable where Item: Sendable {}

extension Ranked: PlayerHolder where Item: PlayerHolder {
  @inlinable package var player: Player { item.player }
}

extension Ranked where Item == PlayerScore {
  package init(rank: Int, id: Int64, name: String, alliance: String?, value: Int64) {
    self.init(
      rank: rank,
      item: PlayerScore(player: Player(id: id, name: name, alliance: alliance), value: value))
  }

  @inlinable package var value: Int64 { item.value }
}

extension Ranked where Item == Int64 {
  package init(rank: Int, value: Int64) {
    self.init(rank: rank, item: value)
  }

  @inlinable package var value: Int64 { item }
}

/// Standard competition ranking: equal values share a rank and leave a gap (1, 2, 2, 4).
package enum CompetitionRanking {
  /// The ranks of values in the order of a board.
  @inlinable
  package static func ranks(of values: some Sequence<Int64>) -> [Int] {
    var counter = RankCounter()
    return values.map { counter.next($0) }
  }

  /// Items that stand in the order of a board, each with its rank.
  @inlinable
  package static func ranked<Item>(_ items: [Item], by value: (Item) -> Int64) -> [Ranked<Item>] {
    var counter = RankCounter()
    return items.map { Ranked(rank: counter.next(value($0)), item: $0) }
  }
}

/// Counts along the order of a board.
@usableFromInline
struct RankCounter {
  @usableFromInline var count = 0
  @usableFromInline var rank = 0
  @usableFromInline var previous: Int64?

  @inlinable init() {}

  /// - Parameter value: that of the next place.
  /// - Returns: the rank of the place, from 1.
  @inlinable
  mutating func next(_ value: Int64) -> Int {
    count += 1
    if previous != value { (rank, previous) = (count, value) }
    return rank
  }
}
