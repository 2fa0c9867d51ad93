import Foundation
package import Storage

/// Lends a fresh lake in a folder of its own, which goes when the body ends.
package func withTemporaryLake<Result>(
  _ body: (DirectoryStore) async throws -> Result
) async throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "standings-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(DirectoryStore(root: folder.path(), flushes: false))
}
