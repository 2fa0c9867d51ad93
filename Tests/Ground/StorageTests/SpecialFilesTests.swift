import Bytes
import Failures
import Foundation
import Storage
import Synchronization
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What stands in a lake and is no file: it is never followed, and never waited for.
@Suite(.timeLimit(.minutes(5))) struct SpecialFilesTests {
  /// What somebody may put where an object or a folder of objects is expected.
  enum Special: CaseIterable {
    case pipe, socket, link, linkToFolder, linkToAncestor, danglingLink

    func make(at path: String) throws {
      let result =
        switch self {
        case .pipe: mkfifo(path, 0o644)
        case .socket: try Self.bind(path)
        case .link: symlink("/etc/passwd", path)
        case .linkToFolder: symlink("/etc", path)
        case .linkToAncestor: symlink("..", path)
        case .danglingLink: symlink("/nonexistent/place", path)
        }
      try #require(result == 0)
    }

    private static func bind(_ path: String) throws -> CInt {
      #if canImport(Glibc)
        let server = Glibc.socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
      #else
        let server = Darwin.socket(AF_UNIX, SOCK_STREAM, 0)
      #endif
      defer { close(server) }
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      // The path may be longer than an address, so it is made where paths are short.
      let short = "/tmp/standings-\(UInt32.random(in: 0...UInt32.max))"
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: short.utf8) }
      let size = socklen_t(MemoryLayout<sockaddr_un>.size)
      let result = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          #if canImport(Glibc)
            Glibc.bind(server, $0, size)
          #else
            Darwin.bind(server, $0, size)
          #endif
        }
      }
      return result == 0 ? rename(short, path) : result
    }
  }

  private func expectWrongKind(_ work: () async throws -> Void) async {
    await #expect { try await work() } throws: { ($0 as? ObjectStoreError)?.code == .wrongKind }
  }

  @Test(arguments: Special.allCases)
  func inThePlaceOfAnObjectItIsAnError(_ special: Special) async throws {
    try await withTemporaryLake { lake async throws in
      try lake.makeFolder("curated/a")
      try special.make(at: "\(lake.root)/curated/a/players.parquet")
      let key = "curated/a/players.parquet"
      await expectWrongKind { _ = try await lake.head(key) }
      await expectWrongKind { _ = try await lake.get(key) }
      await expectWrongKind { _ = try await lake.put(key, [.init("x")], when: .always) }
      await expectWrongKind {
        let writer = try await lake.writer(for: key)
        try await writer.write([.init("x")])
        _ = try await writer.commit(when: .absent)
      }
    }
  }

  @Test(arguments: Special.allCases, ["raw", "raw/kingdom=51", "raw/kingdom=51/dt=1"])
  func inThePlaceOfAFolderItIsAnError(_ special: Special, _ folder: String) async throws {
    try await withTemporaryLake { lake async throws in
      if let above = folder.split(separator: "/").dropLast().joined(separator: "/") as String?,
        !above.isEmpty
      {
        try lake.makeFolder(above)
      }
      try special.make(at: "\(lake.root)/\(folder)")
      let key = "raw/kingdom=51/dt=1/players.csv"
      await expectWrongKind { _ = try await lake.head(key) }
      await expectWrongKind { _ = try await lake.get(key) }
      await expectWrongKind { _ = try await lake.put(key, [.init("x")], when: .absent) }
      await expectWrongKind { _ = try await lake.writer(for: key) }
      await expectWrongKind { _ = try await lake.list("\(folder)/", delimited: false) }
      await expectWrongKind { try lake.makeFolder(folder) }
    }
  }

  @Test(arguments: Special.allCases)
  func listingsPassItOverAndNameIt(_ special: Special) async throws {
    try await withTemporaryLake { lake async throws in
      let told = Mutex<[ObjectStoreError]>([])
      let store = DirectoryStore(root: lake.root, flushes: false) { error in
        told.withLock { $0.append(error) }
      }
      _ = try await store.put("raw/a/1", [.init("")], when: .always)
      try special.make(at: "\(lake.root)/raw/a/2")
      try special.make(at: "\(lake.root)/raw/a/3")
      #expect(try await store.list("", delimited: false).keys == ["raw/a/1"])
      #expect(told.withLock { $0.map(\.place).sorted() } == ["raw/a/2", "raw/a/3"])
      #expect(told.withLock { $0.allSatisfy { $0.code == .wrongKind } })
    }
  }

  @Test func aNameThatIsNoTextIsPassedOverAndNamed() async throws {
    try await withTemporaryLake { lake async throws in
      let told = Mutex<[String]>([])
      let store = DirectoryStore(root: lake.root, flushes: false) { error in
        told.withLock { $0.append(error.place) }
      }
      try store.makeFolder("inbox")
      let folder = Array("\(lake.root)/inbox/caf".utf8CString.dropLast())
      let path = folder + [CChar(bitPattern: 0xE9), 0]
      close(open(path, O_CREAT | O_WRONLY, 0o644))
      #expect(try await store.list("", delimited: false) == ObjectListing())
      #expect(told.withLock { $0 } == [#"inbox/caf\xe9"#])
    }
  }

  @Test func theLakeItselfMayBeALink() async throws {
    try await withTemporaryLake { lake async throws in
      try lake.makeFolder("real")
      try #require(symlink("real", "\(lake.root)/link") == 0)
      let linked = DirectoryStore(root: "\(lake.root)/link", flushes: false)
      _ = try await linked.put("a/b", [.init("one")], when: .absent)
      #expect(try await linked.get("a/b") == SharedBytes("one"))
      #expect(try await lake.list("", delimited: false).keys == ["real/a/b"])
    }
  }

  @Test func aLakeThatLeadsNowhereIsAnError() async throws {
    try await withTemporaryLake { lake async throws in
      try #require(symlink("nowhere", "\(lake.root)/link") == 0)
      for root in ["\(lake.root)/link", "\(lake.root)/link/below"] {
        let store = DirectoryStore(root: root, flushes: false)
        let isUnreachable = { (error: any Error) in
          (error as? ObjectStoreError)?.code == .unreachable
        }
        await #expect { try await store.list("", delimited: true) } throws: { isUnreachable($0) }
        await #expect { try await store.put("a/b", [], when: .always) } throws: {
          isUnreachable($0)
        }
        await #expect { try await store.head("a/b") } throws: { isUnreachable($0) }
      }
    }
  }

  @Test func foldersWithoutEndAreLookedThroughToABound() async throws {
    try await withTemporaryLake { lake async throws in
      let told = Mutex(0)
      let store = DirectoryStore(root: lake.root, flushes: false) { _ in told.withLock { $0 += 1 } }
      try store.makeFolder(Array(repeating: "x", count: 200).joined(separator: "/"))
      #expect(try await store.list("", delimited: false).keys.isEmpty)
      #expect(told.withLock { $0 } == 1)
    }
  }

  @Test(arguments: Special.allCases.filter { $0 != .link })
  func aFileThatAnOfficerNamesIsARegularOne(_ special: Special) async throws {
    try await withTemporaryLake { lake async throws in
      let path = "\(lake.root)/players.csv"
      try special.make(at: path)
      #expect(throws: ObjectStoreError.self) { try LocalFile.read(path) }
    }
  }
}
