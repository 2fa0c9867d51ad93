import Leaderboards
import Storage

/// The approximate memory of a value beyond its inline size, which caches count.
protocol MemorySized {
  var memoryByteCount: Int { get }
}

/// The header of an array's or a string's storage.
private let headerBytes = 48

extension String: MemorySized {
  /// Up to 15 bytes are inline.
  var memoryByteCount: Int { utf8.count <= 15 ? 0 : utf8.count + headerBytes }
}

extension Optional: MemorySized where Wrapped: MemorySized {
  var memoryByteCount: Int { self?.memoryByteCount ?? 0 }
}

extension Array {
  /// The memory of the elements' storage alone.
  var placesByteCount: Int {
    capacity == 0 ? 0 : headerBytes + capacity * MemoryLayout<Element>.stride
  }
}

extension Dictionary {
  /// The memory of the storage of keys and values alone, of which at least a fourth is unused.
  var placesByteCount: Int {
    if capacity == 0 { return 0 }
    return headerBytes + capacity * 4 / 3
      * (MemoryLayout<Key>.stride + MemoryLayout<Value>.stride)
  }
}

extension SnapshotHeader: MemorySized {
  var memoryByteCount: Int {
    runID.memoryByteCount + version.tag.memoryByteCount + rankedPlayers.placesByteCount
  }
}

extension Leaderboard: MemorySized {
  var memoryByteCount: Int {
    entries.reduce(entries.placesByteCount) {
      $0 + $1.name.memoryByteCount + $1.alliance.memoryByteCount
    }
  }
}

extension PlayerStanding: MemorySized {
  var memoryByteCount: Int {
    name.memoryByteCount + alliance.memoryByteCount + values.placesByteCount
      + ranks.placesByteCount
  }
}

extension Gains: MemorySized {
  var memoryByteCount: Int {
    let compared = entries.reduce(entries.placesByteCount) {
      $0 + $1.name.memoryByteCount + $1.alliance.memoryByteCount
    }
    return [arrived, departed, withoutValue].reduce(compared) { sum, others in
      others.players.reduce(sum + others.players.placesByteCount) {
        $0 + $1.name.memoryByteCount + $1.alliance.memoryByteCount
      }
    }
  }
}

extension GainsQuery: MemorySized {
  var memoryByteCount: Int { from.memoryByteCount + to.memoryByteCount }
}
