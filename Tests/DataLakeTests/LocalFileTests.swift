import Bytes
import DataLake
import Foundation
import TestSupport
import Testing

@Suite struct LocalFileTests {
  /// Lends a file of that many bytes.
  private func withFile(
    _ byteCount: Int, _ body: (_ path: String, _ content: [UInt8]) async throws -> Void
  ) async throws {
    try await withTemporaryLake { lake async throws in
      let content = (0..<byteCount).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      let path = "\(lake.root)/upload.csv"
      try Data(content).write(to: URL(filePath: path))
      try await body(path, content)
    }
  }

  @Test(arguments: [0, 1, 100_000, 1 << 20, 3_000_001])
  func aFileIsReadWhole(_ byteCount: Int) async throws {
    try await withFile(byteCount) { path, content async throws in
      #expect(try LocalFile.read(path).array == content)
    }
  }

  @Test func aFileThatSomebodyWritesIsReadAllTheSame() async throws {
    try await withFile(2 << 20) { path, content async throws in
      let writer = try #require(FileHandle(forWritingAtPath: path))
      let bytes = try LocalFile.read(path)
      // Copied, since nobody keeps the writer from cutting the file short.
      try writer.truncate(atOffset: 0)
      #expect(bytes.array == content)
      try writer.close()
    }
  }

  @Test func theBytesOutliveTheNameOfTheFile() async throws {
    try await withFile(2 << 20) { path, content async throws in
      let bytes = try LocalFile.read(path)
      try FileManager.default.removeItem(atPath: path)
      #expect(bytes[5..<(2 << 20)].array == Array(content[5...]))
    }
  }

  @Test(arguments: ["/nonexistent/upload.csv", "/tmp"])
  func whatIsNoFileIsSaidSo(_ path: String) {
    #expect(throws: ObjectStoreError.self) { try LocalFile.read(path) }
  }
}
