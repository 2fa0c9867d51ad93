package import Bytes
package import Failures

/// A flat space of named objects: a directory, or an S3 bucket.
///
/// Every operation is atomic: an object is visible completely, as it was put, or not at all. No
/// requirement has a default implementation, because a store that wraps another one could silently
/// use it instead of forwarding the call.
package protocol ObjectStore: Sendable {
  /// The size and version of an object; `nil` if there is none.
  /// - Throws: `ObjectStoreError`.
  func head(_ key: String) async throws -> ObjectInfo?

  /// The bytes of an object, or a range of them.
  /// - Parameters:
  ///   - range: positions from 0; `nil` for all. An end beyond the object's end is clamped.
  ///   - version: the version that must still be current, so that several reads see one object.
  /// - Throws: `ObjectStoreError`, including `.notFound` and `.changed`.
  func get(_ key: String, range: Range<Int>?, version: ObjectVersion?) async throws -> SharedBytes

  /// Writes a whole object.
  /// - Parameters:
  ///   - body: the bytes in pieces, in order.
  ///   - condition: what must hold at the moment of writing.
  /// - Returns: `.written`, or `.conditionFailed` if the condition did not hold.
  /// - Throws: `ObjectStoreError`.
  func put(
    _ key: String, _ body: [SharedBytes], when condition: PutCondition
  ) async throws -> PutOutcome

  /// Begins an object that is written in pieces.
  /// - Throws: `ObjectStoreError`.
  func writer(for key: String) async throws -> any ObjectWriter

  /// The keys with a prefix, sorted by their bytes.
  /// - Parameters:
  ///   - prefix: empty, or ending in `/`.
  ///   - delimited: whether to stop at the next `/`; deeper keys then appear once, as folders.
  /// - Throws: `ObjectStoreError`.
  func list(_ prefix: String, delimited: Bool) async throws -> ObjectListing

  /// The bytes that arrive in the time of one more call; about `1 << 20` over a network.
  var bytesWorthARead: Int { get }
}

extension ObjectStore {
  /// The whole object in its current version.
  package func get(_ key: String) async throws -> SharedBytes {
    try await get(key, range: nil, version: nil)
  }

  /// The names of the folders directly below a prefix, without the prefix and the slash.
  package func folders(below prefix: String) async throws -> [String] {
    try await list(prefix, delimited: true).folders.map {
      String($0.dropFirst(prefix.count).dropLast())
    }
  }
}

/// Identifies the content of an object at one moment, like an entity tag.
package struct ObjectVersion: Hashable, Sendable {
  package let tag: String
  package init(tag: String) { self.tag = tag }
}

/// What a store knows about an object without reading it.
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
  /// No object has that key.
  case absent
  /// The object still has this version: compare-and-swap.
  case matches(ObjectVersion)
}

package enum PutOutcome: Hashable, Sendable {
  case written
  /// The condition did not hold; nothing changed.
  case conditionFailed
}

/// The keys and folders below a prefix.
package struct ObjectListing: Hashable, Sendable {
  package var keys: [String] = []
  /// Prefixes ending in `/`, if the listing was delimited.
  package var folders: [String] = []

  package init(keys: [String] = [], folders: [String] = []) {
    self.keys = keys
    self.folders = folders
  }
}

/// Why a store could not do what was requested.
///
/// `place` is the key or folder concerned, `reason` what the system or the service said.
package typealias ObjectStoreError = Failure<ObjectStoreErrorCode>

/// The kinds of `ObjectStoreError`.
package enum ObjectStoreErrorCode: String, FailureCode {
  /// There is no such object.
  case notFound
  /// The object no longer has the requested version.
  case changed
  /// The store itself cannot be reached: no such directory, no network.
  case unreachable
  /// The store may not be read or written by this user.
  case forbidden
  /// The bytes differ from those that the store keeps.
  case damaged
  /// There is no room left.
  case full
  /// A key that no store could hold.
  case invalidKey
  /// The entry is neither an object nor a folder of objects: a link, a pipe.
  case wrongKind
  /// Anything else.
  case failed
}

extension ObjectStoreError {
  /// Whether the object to read has disappeared or changed: reading the current one may succeed.
  package var isOfReplacedObject: Bool { code == .changed || code == .notFound }
}
