import Bytes
import Foundation
import Storage
import TestSupport
import Testing

@testable import LakeServer

@Suite(.timeLimit(.minutes(1))) struct InboxWatcherTests {
  /// The next files that the watcher tells of, sorted.
  private func next(_ count: Int, of watcher: InboxWatcher) async -> [String] {
    var files: [String] = []
    for await case .file(let file) in watcher.findings {
      files.append(file.path)
      if files.count == count { break }
    }
    return files.sorted()
  }

  private func write(_ path: String, below root: String) throws {
    let file = URL(filePath: root).appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("id\n1\n".utf8).write(to: file)
  }

  @Test func filesThatAreThereAndFilesThatComeAreToldOf() async throws {
    try await withTemporaryLake { lake async throws in
      try write("a/first.csv", below: lake.root)
      try write("a/.hidden", below: lake.root)
      let watcher = try #require(InboxWatcher(root: lake.root))
      try write("a/second.csv", below: lake.root)
      try write("b/c/third.csv", below: lake.root)
      let files = Set(await next(3, of: watcher))
      #expect(files == ["a/first.csv", "a/second.csv", "b/c/third.csv"])
    }
  }

  #if os(Linux)
    @Test func aFileIsToldOfWhenItsWriterIsDone() async throws {
      try await withTemporaryLake { lake async throws in
        let path = "\(lake.root)/slow.csv"
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        let writer = try #require(FileHandle(forWritingAtPath: path))
        let watcher = try #require(InboxWatcher(root: lake.root))
        try writer.write(contentsOf: Data("id\n".utf8))
        try write("quick.csv", below: lake.root)
        try writer.close()
        var order: [String] = []
        for await case .file(let file) in watcher.findings {
          order.append(file.path)
          if file.path == "slow.csv" { break }
        }
        #expect(order == ["quick.csv", "slow.csv"])
      }
    }
  #endif
}
