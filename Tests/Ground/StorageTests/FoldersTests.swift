import Bytes
import Failures
import Foundation
import TestSupport
import Testing

@testable import Storage

/// Folders of a lake and of this machine: their paths, their entries, and how they are made.
@Suite struct FoldersTests {
  @Test(
    arguments: [
      ("a", "."), ("a/", "."), ("a/b", "a"), ("a/b/", "a"), ("a//b", "a/"), ("/a", "/"),
      ("/a/", "/"), ("/a/b", "/a"), ("./a", "."), ("../a", ".."), ("a/b///", "a"), ("/", nil),
      ("//", nil), ("", nil), ("é/b", "é"),
    ] as [(String, String?)])
  func aPathHasAFolderAboveIt(path: String, parent: String?) {
    #expect(DirectoryStore.Folder.parent(of: path) == parent)
  }

  @Test(
    arguments: [
      ("a", [], "a"), ("a/b", ["a"], "b"), ("a/b c/d.csv", ["a", "b c"], "d.csv"),
      ("a/b.partial", ["a"], "b.partial"), ("é/e\u{301}", ["é"], "e\u{301}"), ("~", [], "~"),
      ("a/ ", ["a"], " "), ("a\\b", [], "a\\b"), ("C:/a", ["C:"], "a"), ("a../b", ["a.."], "b"),
    ] as [(String, [String], String)])
  func aKeyIsItsFoldersAndItsName(key: String, folders: [String], name: String) throws {
    let target = try DirectoryStore.Target(key)
    #expect(target.folders == folders)
    #expect(target.name == name)
    #expect(target.key == key)
  }

  @Test(arguments: [
    "", "/", "/a", "a/", "a//b", ".", "..", ".a", "a/.", "a/..", "a/../b", "a/.b/c", "a/b/", "//",
    "\u{0}", "a\u{0}", "a/\u{0}b", "./a",
  ])
  func whatCouldLeadElsewhereIsNoKey(key: String) {
    #expect(throws: (any Error).self) { try DirectoryStore.Target(key) }
    #expect(throws: (any Error).self) { try DirectoryStore.Target.check(key) }
  }

  @Test(arguments: ["lake", "lake/", "a/b/lake", "a//lake"])
  func aLakeIsMadeWithTheFoldersAboveIt(path: String) async throws {
    try await withTemporaryLake { folder async throws in
      for flushes in [false, true] {
        let lake = DirectoryStore(root: "\(folder.root)/\(flushes)/\(path)", flushes: flushes)
        await #expect(throws: (any Error).self) { try await lake.list("", delimited: true) }
        try lake.create()
        try lake.create()
        #expect(try await lake.list("", delimited: true) == ObjectListing())
        #expect(try await lake.put("a/b", [SharedBytes("x")], when: .absent) == .written)
        #expect(try await lake.get("a/b") == SharedBytes("x"))
      }
    }
  }

  @Test func aLakeInThePlaceOfAFileIsAnError() async throws {
    try await withTemporaryLake { folder async throws in
      _ = try await folder.put("file", [SharedBytes("x")], when: .absent)
      for path in ["file", "file/below"] {
        let lake = DirectoryStore(root: "\(folder.root)/\(path)", flushes: false)
        await #expect(throws: (any Error).self) {
          try await lake.put("a", [SharedBytes("x")], when: .always)
        }
      }
      #expect(try await folder.get("file") == SharedBytes("x"))
    }
  }

  @Test func foldersAreMadeOnce() async throws {
    try await withTemporaryLake { lake async throws in
      try lake.makeFolder("inbox/source=x")
      try lake.makeFolder("inbox/source=x")
      try lake.makeFolder("inbox")
      #expect(try await lake.folders(below: "") == ["inbox"])
      #expect(try await lake.folders(below: "inbox/") == ["source=x"])
      #expect(throws: (any Error).self) { try lake.makeFolder("../outside") }
      _ = try await lake.put("inbox/file", [], when: .always)
      #expect(throws: (any Error).self) { try lake.makeFolder("inbox/file/below") }
    }
  }

  // MARK: Entries

  @Test func entriesAreSortedByBytesWithoutHiddenOnes() async throws {
    try await withTemporaryLake { lake async throws in
      for name in ["b", "a/x", "B", "é", "10", "2", ".hidden", "z.partial"] {
        let path = "\(lake.root)/folder/\(name)"
        let above = URL(filePath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: above, withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: path))
      }
      let content = try FolderEntries(of: "folder", below: lake.root)
      #expect(content.entries.map(\.name) == ["10", "2", "B", "a", "b", "z.partial", "é"])
      #expect(content.entries.filter(\.isFolder).map(\.name) == ["a"])
      #expect(content.passedOver.isEmpty)
    }
  }

  @Test(arguments: ["missing", "missing/below", "folder/missing"])
  func aMissingFolderHasNoEntries(key: String) async throws {
    try await withTemporaryLake { lake async throws in
      try lake.makeFolder("folder")
      #expect(try FolderEntries(of: key, below: lake.root).entries.isEmpty)
    }
  }

  @Test func linksArePassedOverAndNotFollowed() async throws {
    try await withTemporaryLake { lake async throws in
      _ = try await lake.put("real/file", [], when: .always)
      let link = "\(lake.root)/link"
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real")
      let content = try FolderEntries(of: "", below: lake.root)
      #expect(content.entries.map(\.name) == ["real"])
      #expect(content.passedOver.map(\.place) == ["link"])
      #expect(content.passedOver.map(\.reason) == ["found a symbolic link, expected a file"])
      #expect(throws: (any Error).self) { try FolderEntries(of: "link", below: lake.root) }
    }
  }

  // MARK: Entries of this machine

  @Test func anEntryIsAnotherAfterEveryChange() async throws {
    try await withTemporaryLake { lake async throws in
      _ = try await lake.put("a", [SharedBytes("one")], when: .always)
      let path = "\(lake.root)/a"
      let first = try LocalEntry(path)
      let again = try LocalEntry(path)
      #expect(first.kind == .file && first == again)
      // The same length, and another file.
      _ = try await lake.put("a", [SharedBytes("two")], when: .always)
      let second = try LocalEntry(path)
      #expect(second != first)
      try Data("more than before".utf8).write(to: URL(filePath: path))
      #expect(try LocalEntry(path) != second)
    }
  }

  @Test func aLinkIsItselfAndNotItsTarget() async throws {
    try await withTemporaryLake { lake async throws in
      let link = "\(lake.root)/link"
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "nowhere")
      #expect(try LocalEntry(link).kind == .link)
      #expect(try LocalEntry(lake.root).kind == .folder)
      #expect(try LocalEntry("/dev/null").kind == .device)
      #expect(throws: (any Error).self) { try LocalEntry("\(lake.root)/nowhere") }
    }
  }
}

/// Which texts are names of uploads.
@Suite struct FileNameBoundsTests {
  @Test(arguments: [
    "a", String(repeating: "n", count: 200), String(repeating: "é", count: 100), "a b", "~", "-",
    "a.", "a..a", "\u{301}", "a\\b", "C:a", "a\u{80}", "名簿.csv",
  ])
  func aNameIsKeptAsItIs(text: String) throws {
    #expect(try #require(FileName(text)).text.utf8.elementsEqual(text.utf8))
  }

  @Test(arguments: [
    "", ".", "..", ".a", "/", "a/b", "a/", "/a", "a\u{0}", "a\n", "\t", "a\u{1F}", "a\u{7F}",
    String(repeating: "n", count: 201), String(repeating: "é", count: 101), "a/\u{301}b",
  ])
  func anythingElseIsNoName(text: String) {
    #expect(FileName(text) == nil)
  }
}
