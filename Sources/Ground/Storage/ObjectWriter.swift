package import Bytes

/// An object that is written in pieces and invisible until it is complete.
///
/// A writer belongs to one task at a time. If it ends without a commit, nothing remains.
package protocol ObjectWriter: AnyObject, Sendable {
  /// Appends pieces; they may still be on their way when this returns.
  /// - Throws: `ObjectStoreError`, also for earlier pieces.
  func write(_ pieces: [SharedBytes]) async throws

  /// A range of what was written.
  /// - Precondition: `range` is within the written bytes.
  /// - Throws: `ObjectStoreError`.
  func read(_ range: Range<Int>) async throws -> SharedBytes

  /// Publishes the object if the condition holds; otherwise it may be called again with another
  /// condition.
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

/// Reads ranges of one version of an object. If the object is replaced meanwhile, reading fails
/// instead of mixing two versions.
package struct ObjectReader: ByteRangeSource {
  private let store: any ObjectStore
  private let key: String
  package let info: ObjectInfo

  /// - Returns: `nil` if there is no such object.
  /// - Throws: `ObjectStoreError`.
  package init?(_ key: String, in store: any ObjectStore) async throws {
    guard let info = try await store.head(key) else { return nil }
    self.store = store
    self.key = key
    self.info = info
  }

  package var byteCount: Int { info.byteCount }
  package var bytesWorthARead: Int { store.bytesWorthARead }

  /// - Throws: `ObjectStoreError`, including `.changed`.
  package func read(_ range: Range<Int>) async throws -> SharedBytes {
    try await store.get(key, range: range, version: info.version)
  }
}
