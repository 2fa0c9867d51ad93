import Leaderboards
import LiveScores
import RankIndex

/// What a board should be, worked out plainly: a sorted array in which ranks are counted.
struct BoardModel {
  private struct Line {
    let standing: PlayerStanding
    let bytes: [UInt8]
  }

  let order: RankOrder
  private var lines: [Line] = []
  private var standings: [[UInt8]: PlayerStanding] = [:]

  init(order: RankOrder) { self.order = order }

  var count: Int { lines.count }

  private func comesFirst(_ left: Line, _ right: Line) -> Bool {
    let (one, other) = (left.standing, right.standing)
    if one.score != other.score {
      return order == .ascending ? one.score < other.score : other.score < one.score
    }
    if one.sequence != other.sequence { return one.sequence < other.sequence }
    return left.bytes.lexicographicallyPrecedes(right.bytes)
  }

  /// The index of the first line that does not come before this one.
  private func index(of line: Line) -> Int {
    var (low, high) = (0, lines.count)
    while low < high {
      let middle = (low + high) / 2
      if comesFirst(lines[middle], line) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  mutating func set(_ player: PlayerID, score: Int64, sequence: Int64) -> PlaceChange {
    let before = place(of: player)
    if let before, lines[before - 1].standing.score == score {
      return PlaceChange(before: before, after: before)
    }
    _ = remove(player)
    let standing = PlayerStanding(player: player, score: score, sequence: sequence)
    let line = Line(standing: standing, bytes: Array(player.text.utf8))
    let index = index(of: line)
    lines.insert(line, at: index)
    standings[line.bytes] = standing
    return PlaceChange(before: before, after: index + 1)
  }

  mutating func remove(_ player: PlayerID) -> Int? {
    guard let place = place(of: player) else { return nil }
    standings[lines.remove(at: place - 1).bytes] = nil
    return place
  }

  mutating func trim(toCount count: Int) -> [PlayerStanding] {
    let removed = lines.dropFirst(count).map(\.standing)
    for standing in removed { _ = remove(standing.player) }
    return removed
  }

  func place(of player: PlayerID) -> Int? {
    let bytes = Array(player.text.utf8)
    return standings[bytes].map { index(of: Line(standing: $0, bytes: bytes)) + 1 }
  }

  func rank(ofScore score: Int64) -> Int {
    1
      + lines.count {
        order == .ascending ? $0.standing.score < score : $0.standing.score > score
      }
  }

  func entries(in places: Range<Int>) -> [BoardEntry] {
    let places = places.clamped(to: 1..<(lines.count + 1))
    return places.map { place in
      let standing = lines[place - 1].standing
      return BoardEntry(rank: rank(ofScore: standing.score), place: place, standing: standing)
    }
  }

  var all: [BoardEntry] { entries(in: 1..<(lines.count + 1)) }

  var sum: Int128 { lines.reduce(0) { $0 + Int128($1.standing.score) } }

  /// The window of a size around a place: of all windows on the board the one whose start comes
  /// nearest to what was asked.
  func window(around place: Int, before: Int, after: Int) -> [BoardEntry] {
    let size = min(before + 1 + after, lines.count)
    let starts = 1...(lines.count - size + 1)
    let start = starts.min { abs($0 - (place - before)) < abs($1 - (place - before)) } ?? 1
    return entries(in: start..<(start + size))
  }
}
