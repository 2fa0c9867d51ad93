/// How a curated file differs from its upload's result.
package struct SnapshotDifferences: Sendable, Equatable {
  /// Why the file cannot be read; then nothing else is known.
  package internal(set) var unreadable: String?
  /// Differences of the file's metadata, by key.
  package internal(set) var metadata: [Value] = []
  /// Players of the upload who are missing from the file.
  package internal(set) var missing = PlayerSample()
  /// Players of the file who are missing from the upload.
  package internal(set) var unexpected = PlayerSample()
  /// Players with different values.
  package internal(set) var changed = PlayerSample()
  /// The differences of the first of them, by cell.
  package internal(set) var cells: [Cell] = []

  /// A difference; `nil` if one side is missing.
  package struct Value: Sendable, Equatable {
    package let key: String
    package let found: String?
    package let expected: String?
  }

  package struct Cell: Sendable, Equatable {
    package let id: Int64
    package let value: Value
  }

  /// Players: all are counted, the first are named.
  package struct PlayerSample: Sendable, Equatable {
    package private(set) var count = 0
    package private(set) var ids: [Int64] = []

    /// Max named players.
    static let limit = 10

    mutating func add(_ id: Int64) {
      count += 1
      if ids.count < Self.limit { ids.append(id) }
    }
  }

  /// Whether the file has the same content in other bytes.
  package var isOfBytesAlone: Bool { self == SnapshotDifferences() }
}
