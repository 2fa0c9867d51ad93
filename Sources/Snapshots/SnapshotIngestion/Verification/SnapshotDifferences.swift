/// In what a curated file is not what its upload makes.
package struct SnapshotDifferences: Sendable, Equatable {
  /// Why the file cannot be read at all; then nothing else is known.
  package internal(set) var unreadable: String?
  /// What the file says of itself, key by key.
  package internal(set) var metadata: [Value] = []
  /// Players whom the upload lists and the file does not.
  package internal(set) var missing = PlayerSample()
  /// Players whom the file lists and the upload does not.
  package internal(set) var unexpected = PlayerSample()
  /// Players of whom the file says something else.
  package internal(set) var changed = PlayerSample()
  /// What the file says of the first of those, cell by cell.
  package internal(set) var cells: [Cell] = []

  /// Something that is not as expected; `nil` where it is not there.
  package struct Value: Sendable, Equatable {
    package let key: String
    package let found: String?
    package let expected: String?
  }

  package struct Cell: Sendable, Equatable {
    package let id: Int64
    package let value: Value
  }

  /// Players, all counted and the first ones named.
  package struct PlayerSample: Sendable, Equatable {
    package private(set) var count = 0
    package private(set) var ids: [Int64] = []

    /// How many players are named.
    static let limit = 10

    mutating func add(_ id: Int64) {
      count += 1
      if ids.count < Self.limit { ids.append(id) }
    }
  }

  /// Whether the file says the same in other bytes.
  package var isOfBytesAlone: Bool { self == SnapshotDifferences() }
}
