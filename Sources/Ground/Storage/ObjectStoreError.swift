/// Why a store could not do what was requested.
package struct ObjectStoreError: Error, Hashable, Sendable {
  package enum Code: String, Hashable, Sendable {
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

  package let code: Code
  /// The key or folder concerned.
  package let place: String
  /// What the system or the service said.
  package let reason: String

  package init(code: Code, place: String, reason: String) {
    self.code = code
    self.place = place
    self.reason = reason
  }
}

extension ObjectStoreError {
  /// Whether the object to read has disappeared or changed: reading the current one may succeed.
  package var isOfReplacedObject: Bool { code == .changed || code == .notFound }
}
