package import Bytes

/// An object that is written piece by piece, and that nobody sees before it is whole.
///
/// A writer belongs to one task at a time. Where it goes without having been committed, nothing
/// stays of what was written.
package protocol ObjectWriter: AnyObject, Sendable {
  /// Appends pieces; they may be on their way still when this returns.
  /// - Throws: `ObjectStoreError`, also for what was written before.
  func write(_ pieces: [SharedBytes]) async throws

  /// A part of what was written.
  /// - Precondition: `range` lies within the bytes that were written.
  /// - Throws: `ObjectStoreError`.
  func read(_ range: Range<Int>) async throws -> SharedBytes

  /// Gives the object its place, unless the condition does not hold; then it may be asked again,
  /// under another.
  /// - Throws: `ObjectStoreError`.
  func commit(when condition: PutCondition) async throws -> PutOutcome
}

/// An object whose pieces stay in memory until it is put.
package actor GatheredObject: ObjectWriter {
  private let key: String
  private let store: any ObjectStore
  private var pieces: [SharedBytes] = []

  package init(_ key: String, for store: any ObjectStore) {
    self.key = key
    self.store = store
  }

  package func write(_ pieces: [SharedBytes]) { self.pieces += pieces }

  package func read(_ range: Range<Int>) -> SharedBytes {
    var start = 0
    var parts: [SharedBytes] = []
    for piece in pieces {
      let part = range.clamped(to: start..<(start + piece.count))
      if !part.isEmpty {
        parts.append(piece[(part.lowerBound - start)..<(part.upperBound - start)])
      }
      start += piece.count
    }
    return SharedBytes(joining: parts)
  }

  package func commit(when condition: PutCondition) async throws -> PutOutcome {
    try await store.put(key, pieces, when: condition)
  }
}
