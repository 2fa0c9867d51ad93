import Bytes
import Concurrency

/// An object of a directory that is written in pieces to a hidden file.
actor DirectoryWriter: ObjectWriter {
  private let store: DirectoryStore
  private let file: PartialFile
  /// Pieces on their way to the file, off the shared threads.
  private var writing: Task<Void, any Error>?

  init(_ store: DirectoryStore, _ file: PartialFile) {
    self.store = store
    self.file = file
  }

  func write(_ pieces: [SharedBytes]) async throws {
    try await writing?.value
    writing = Task { [file] in
      try await BlockingWork.run { for piece in pieces { try file.append(piece) } }
    }
  }

  func read(_ range: Range<Int>) async throws -> SharedBytes {
    try await writing?.value
    return try await BlockingWork.run { [file] in try file.read(range) }
  }

  func commit(when condition: PutCondition) async throws -> PutOutcome {
    try await writing?.value
    return try await BlockingWork.run { [store, file] in
      try store.commit(file, when: condition)
    }
  }
}
