import Foundation
import Storage
import TestSupport
import Testing

@testable import LakeServer

@Suite struct RecentFilesTests {
  @Test func aFileIsNewsWhereItIsNotWhatItWas() async throws {
    try await withTemporaryLake { lake async throws in
      let path = "\(lake.root)/file"
      func isNews(_ recent: inout RecentFiles, _ file: String = "a/file") -> Bool {
        recent.remember(file, try? LocalEntry(file == "gone" ? "\(path).gone" : path))
      }
      var recent = RecentFiles()
      try Data("one".utf8).write(to: URL(filePath: path))
      #expect(isNews(&recent))
      #expect(!isNews(&recent))
      try Data("other".utf8).write(to: URL(filePath: path))
      #expect(isNews(&recent))
      recent.forget("a/file")
      #expect(isNews(&recent))
      recent.forget(below: "b")
      #expect(!isNews(&recent))
      recent.forget(below: "a")
      #expect(isNews(&recent))
      for number in 0..<2_000 { _ = recent.remember("\(number)", try? LocalEntry(path)) }
      #expect(isNews(&recent))
      #expect(!isNews(&recent, "1999"))
      #expect(isNews(&recent, "gone"))
      #expect(isNews(&recent, "gone"))
    }
  }
}
