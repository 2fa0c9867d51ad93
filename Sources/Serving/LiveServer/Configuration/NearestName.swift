/// Suggests the name that somebody may have meant.
enum NearestName {
  /// - Returns: the closest candidate by edit distance; `nil` if none is within a third of the
  ///   length of the name, and at least one change.
  static func of(_ name: String, in candidates: [String]) -> String? {
    let limit = max(1, name.count / 3)
    return
      candidates
      .map { (name: $0, distance: distance(from: name, to: $0)) }
      .filter { $0.distance <= limit }
      .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
  }

  /// Insertions, removals, replacements and swaps of neighbors (optimal string alignment).
  private static func distance(from left: String, to right: String) -> Int {
    let (left, right) = (Array(left.prefix(64)), Array(right))
    var previous: [Int] = []
    var current = Array(0...right.count)
    for row in left.indices {
      let last = previous
      previous = current
      current[0] = row + 1
      for column in right.indices {
        let isSame = left[row] == right[column]
        var best = min(previous[column] + (isSame ? 0 : 1), previous[column + 1] + 1)
        best = min(best, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, last[column - 1] + 1)
        }
        current[column + 1] = best
      }
    }
    return current[right.count]
  }
}
