import Bytes
import Failures
import Foundation
import TestSupport
import Testing

@testable import Storage

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What becomes of the system's errors, and what is written in spite of them.
@Suite struct SystemErrorsTests {
  @Test(
    arguments: [
      (ENOENT, .notFound), (ENOTDIR, .notFound), (EACCES, .forbidden), (EPERM, .forbidden),
      (EROFS, .forbidden), (ENOSPC, .full), (EDQUOT, .full), (ENAMETOOLONG, .invalidKey),
      (EISDIR, .invalidKey), (EIO, .failed), (EMFILE, .failed), (EINVAL, .failed), (0, .failed),
    ] as [(CInt, ObjectStoreErrorCode)])
  func anErrorOfTheSystemHasItsCode(number: CInt, code: ObjectStoreErrorCode) {
    let error = ObjectStoreError(errno: number, place: "raw/a")
    #expect(error.code == code && error.place == "raw/a")
    #expect(error.reason == String(cString: strerror(number)))
  }

  @Test(
    arguments: [
      (.changed, true), (.notFound, true), (.unreachable, false), (.forbidden, false),
      (.damaged, false), (.full, false), (.invalidKey, false), (.wrongKind, false),
      (.failed, false),
    ] as [(ObjectStoreErrorCode, Bool)])
  func onlyAReplacedObjectIsWorthAnotherLook(code: ObjectStoreErrorCode, isReplaced: Bool) {
    let error = ObjectStoreError(code: code, place: "a", reason: "why")
    #expect(error.isOfReplacedObject == isReplaced)
  }

  /// A name of 255 bytes is a file's, and its hidden file has a longer one.
  @Test(arguments: [(246, true), (247, false), (255, false), (256, false)])
  func aNameIsAsLongAsItsHiddenFileAllows(byteCount: Int, isWritten: Bool) async throws {
    try await withTemporaryLake { lake async throws in
      let key = "a/\(String(repeating: "n", count: byteCount))"
      let outcome = Result { () throws(ObjectStoreError) in
        try lake.putAtOnce(key, [SharedBytes("x")], when: .always)
      }
      switch outcome {
      case .success(let outcome): #expect(isWritten && outcome == .written)
      case .failure(let error): #expect(!isWritten && error.code == .invalidKey)
      }
      #expect(try await lake.list("a/", delimited: false).keys == (isWritten ? [key] : []))
    }
  }

  @Test func aFileThatBecomesShorterIsAnotherOne() async throws {
    try await withTemporaryLake { lake async throws in
      _ = try await lake.put("a", [SharedBytes("0123456789")], when: .always)
      let file = try DirectoryStore.File(reading: "\(lake.root)/a")
      #expect(try file.read(3..<7) == SharedBytes("3456"))
      try #require(truncate("\(lake.root)/a", 5) == 0)
      let error = try #require(throws: ObjectStoreError.self) { _ = try file.read(3..<7) }
      #expect(error.code == .changed)
      #expect(try file.info().byteCount == 5)
    }
  }

  @Test func aFileIsClaimedByOneWriterAtATime() async throws {
    try await withTemporaryLake { lake async throws in
      let folder = try OpenFolder(top: lake.root)
      let isFirst = try DirectoryStore.File(claiming: ".a", in: folder) != nil
      #expect(isFirst)
      // The first one is closed, and its file stays to be claimed again.
      guard let second = try DirectoryStore.File(claiming: ".a", in: folder) else {
        Issue.record("not claimed")
        return
      }
      let isFree = try DirectoryStore.File(claiming: ".a", in: folder) != nil
      #expect(!isFree)
      try Array("x".utf8).withUnsafeBytes { try second.write($0) }
      #expect(try second.info().byteCount == 1)
    }
  }

  @Test(arguments: [0, 1, 4_095, 4_096, 70_000, 1 << 20, (1 << 20) + 1, 3_000_000])
  func piecesOfAnySizeAreWrittenWhole(byteCount: Int) async throws {
    try await withTemporaryLake { lake async throws in
      let content = (0..<byteCount).map { UInt8(truncatingIfNeeded: $0 &* 13) }
      for key in ["whole", "flushed"] {
        let store = DirectoryStore(root: lake.root, flushes: key == "flushed")
        _ = try await store.put(key, [SharedBytes(content)], when: .always)
        let stored = try Data(contentsOf: URL(filePath: "\(lake.root)/\(key)"))
        #expect(stored.elementsEqual(content))
      }
    }
  }

  @Test func aClosedPipeFailsAndSaysWhy() throws {
    var ends: [CInt] = [0, 0]
    try #require(pipe(&ends) == 0)
    close(ends[0])
    signal(SIGPIPE, SIG_IGN)
    defer { close(ends[1]) }
    let isWritten = Array("result".utf8).withUnsafeBytes { bytes in
      WholeWriting.write(bytes[...], to: ends[1])
    }
    #expect(!isWritten && errno == EPIPE)
  }

  @Test func anObjectHasTheTimeOfItsLastWrite() async throws {
    try await withTemporaryLake { lake async throws in
      let before = Int64(Date.now.timeIntervalSince1970 * 1_000)
      _ = try await lake.put("a", [SharedBytes("x")], when: .always)
      let info = try #require(try await lake.head("a"))
      let after = Int64(Date.now.timeIntervalSince1970 * 1_000)
      // The clock of a file system is coarser than that of the process.
      #expect((before - 1_000...after + 1_000).contains(info.modifiedMilliseconds))
      // Setting the file's own time changes no content, and hides no change.
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 0)], ofItemAtPath: "\(lake.root)/a")
      let later = try #require(try await lake.head("a"))
      #expect(later.modifiedMilliseconds >= info.modifiedMilliseconds)
    }
  }
}
