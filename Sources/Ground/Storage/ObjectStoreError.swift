/// Why a store could not do what it was asked to.
package struct ObjectStoreError: Error, Hashable, Sendable {
  package enum Code: String, Hashable, Sendable {
    /// There is no such object.
    case notFound
    /// The object is no longer the version that was asked for.
    case changed
    /// The store itself cannot be reached: no such directory, no network.
    case unreachable
    /// The store may not be read or written by this user.
    case forbidden
    /// Other bytes came than the store keeps.
    case damaged
    /// There is no room left.
    case full
    /// A key that no store could hold.
    case invalidKey
    /// Something else stands there than an object, or a folder of objects: a link, a pipe.
    case wrongKind
    /// Anything else.
    case failed
  }

  package let code: Code
  /// The key or the folder it was about.
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
  /// Whether the object that was to be read is not there any more, or is another by now: reading
  /// what stands there may succeed.
  package var isOfReplacedObject: Bool { code == .changed || code == .notFound }
}
