import Bytes
import Foundation
import Storage
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

  #if os(Linux)
    /// The kernel makes a writer wait for a lease to be given back, 45 seconds at most; then the writer
    /// goes on, and what is mapped is what it makes of the file.
    @Test(.timeLimit(.minutes(5)), arguments: [300, 5_000])
    func whoeverWritesTheFileGoesOnAndChangesNothingOfWhatWasRead(_ pieces: Int) async throws {
      try await withTemporaryLake { lake async throws in
        let piece = SharedBytes((0..<4_099).map { UInt8(truncatingIfNeeded: $0 &* 7) })
        let path = "\(lake.root)/upload.csv"
        _ = try await lake.put(
          "upload.csv", Array(repeating: piece, count: pieces), when: .absent)
        let bytes = try LocalFile.read(path)
        let started = ContinuousClock.now
        async let exitCode = end("sh", "-c", ": > \(path)")
        // Looked at while the pages change under the reader.
        for number in 0..<pieces {
          try #require(isSame(bytes[(number * 4_099)..<(number * 4_099 + 4_099)], piece))
        }
        #expect(try await exitCode == 0)
        #expect(started.duration(to: .now) < .seconds(40))
        #expect(try await lake.head("upload.csv")?.byteCount == 0)
        for number in 0..<pieces {
          try #require(isSame(bytes[(number * 4_099)..<(number * 4_099 + 4_099)], piece))
        }
      }
    }

    private func isSame(_ left: SharedBytes, _ right: SharedBytes) -> Bool {
      left.withUnsafeBytes { left in
        right.withUnsafeBytes { right in
          guard let ours = left.baseAddress, let theirs = right.baseAddress,
            left.count == right.count
          else { return false }
          return memcmp(ours, theirs, left.count) == 0
        }
      }
    }

    /// Runs another program to its end.
    private func end(_ words: String...) async throws -> CInt {
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = words
      let ended = AsyncStream.makeStream(of: Void.self)
      process.terminationHandler = { _ in ended.continuation.finish() }
      try process.run()
      for await _ in ended.stream {}
      // Has ended: this only takes the process from its run loop, without which Foundation leaks it.
      process.waitUntilExit()
      return process.terminationStatus
    }
  #endif

  @Test(arguments: ["/nonexistent/upload.csv", "/tmp"])
  func whatIsNoFileIsSaidSo(_ path: String) {
    #expect(throws: ObjectStoreError.self) { try LocalFile.read(path) }
  }
}
