internal import Leaderboards

/// Where an entry stands: better scores first, then earlier sequences, then ids by their bytes.
struct SortKey {
  /// The score as the tree orders it: less is better.
  let score: Int64
  let sequence: Int64
  let id: UnsafeRawBufferPointer

  init(score: Int64, sequence: Int64, id: UnsafeRawBufferPointer) {
    self.score = score
    self.sequence = sequence
    self.id = id
  }

  /// The key that no entry of this score precedes.
  init(firstOf score: Int64) {
    self.init(score: score, sequence: .min, id: UnsafeRawBufferPointer(start: nil, count: 0))
  }
}

extension RankOrder {
  /// Turns a score into one of which less is better, and back. Complements exist for all numbers,
  /// negatives do not.
  @inline(__always)
  func treeScore(_ score: Int64) -> Int64 {
    // A comparison of two values would compare their texts, since it is another module's.
    switch self {
    case .descending: ~score
    case .ascending: score
    }
  }
}
