package import Bytes

/// A flat space of named, immutable-once-read objects: a directory, or a bucket of S3.
///
/// Every operation is atomic: an object is seen whole, as it was put, or not at all.
///
/// No requirement has a default implementation: a store that stands before another one would answer
/// by it instead of asking that one, and nothing would tell.
package protocol ObjectStore: Sendable {
  /// The size and the version of an object; `nil` where there is none.
  /// - Throws: `ObjectStoreError`.
  func head(_ key: String) async throws -> ObjectInfo?

  /// The bytes of an object, or of a part of it.
  ///
  /// - Parameters:
  ///   - range: positions from 0; `nil` for all of it. An end beyond the object's is cut back.
  ///   - version: the version that must still stand there, so that several reads see one object.
  /// - Throws: `ObjectStoreError`, `.notFound` and `.changed` among them.
  func get(_ key: String, range: Range<Int>?, version: ObjectVersion?) async throws -> SharedBytes

  /// Writes an object whole.
  ///
  /// - Parameters:
  ///   - body: the bytes in pieces, in order.
  ///   - condition: what must hold at the moment of writing.
  /// - Returns: `.written`, or `.conditionFailed` where the condition did not hold.
  /// - Throws: `ObjectStoreError`.
  func put(
    _ key: String, _ body: [SharedBytes], when condition: PutCondition
  ) async throws -> PutOutcome

  /// Begins an object that is written piece by piece.
  /// - Throws: `ObjectStoreError`.
  func writer(for key: String) async throws -> any ObjectWriter

  /// The keys that begin with a prefix, in the order of their bytes.
  ///
  /// - Parameters:
  ///   - prefix: empty, or ending in `/`.
  ///   - delimited: whether to stop at the next `/`: deeper keys then appear once, as folders.
  /// - Throws: `ObjectStoreError`.
  func list(_ prefix: String, delimited: Bool) async throws -> ObjectListing

  /// How many bytes come in the time that one more call takes; about `1 << 20` where a call goes
  /// over a network.
  var bytesWorthARead: Int { get }
}

extension ObjectStore {
  /// The whole object, whatever its version.
  package func get(_ key: String) async throws -> SharedBytes {
    try await get(key, range: nil, version: nil)
  }

  /// The names of the folders right below a prefix, without the prefix and without the slash.
  package func folders(below prefix: String) async throws -> [String] {
    try await list(prefix, delimited: true).folders.map {
      String($0.dropFirst(prefix.count).dropLast())
    }
  }
}

/// Names the content of an object at one moment, as an entity tag does.
package struct ObjectVersion: Hashable, Sendable {
  package let tag: String
  package init(tag: String) { self.tag = tag }
}

/// What a store knows of an object without reading it.
package struct ObjectInfo: Hashable, Sendable {
  package let byteCount: Int
  package let version: ObjectVersion
  /// When it was written, in milliseconds since 1970.
  package let modifiedMilliseconds: Int64

  package init(byteCount: Int, version: ObjectVersion, modifiedMilliseconds: Int64) {
    self.byteCount = byteCount
    self.version = version
    self.modifiedMilliseconds = modifiedMilliseconds
  }
}

/// What must hold for an object to be written.
package enum PutCondition: Hashable, Sendable {
  case always
  /// There is no object of that name.
  case absent
  /// The object still has this version: compare and swap.
  case matches(ObjectVersion)
}

package enum PutOutcome: Hashable, Sendable {
  case written
  /// The condition did not hold; nothing was changed.
  case conditionFailed
}

/// A part of a store's names.
package struct ObjectListing: Hashable, Sendable {
  package var keys: [String] = []
  /// Prefixes ending in `/`, where the listing was delimited.
  package var folders: [String] = []

  package init(keys: [String] = [], folders: [String] = []) {
    self.keys = keys
    self.folders = folders
  }
}
