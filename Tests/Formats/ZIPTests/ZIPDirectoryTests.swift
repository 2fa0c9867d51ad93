import Bytes
import Compression
import TestSupport
import Testing
import ZIP

/// Directories of archives as other programs write them: with comments, something in front, extra
/// fields, and numbers of 64 bits (APPNOTE.TXT, 4.3 and 4.5.3).
@Suite struct ZIPDirectoryTests {
  /// An archive of one stored part, "a.txt" with the content "hi".
  private struct Archive {
    /// What of the directory's entry and of the end record is said in 64 bits.
    var isLong = false
    var extra: [UInt8]?
    var longEndSignature: UInt32 = 0x0606_4B50
    var longCount: UInt64 = 1
    var disk: UInt32 = 0
    var comment: [UInt8] = []
    var prefix: [UInt8] = []
    var name = Array("a.txt".utf8)

    private func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
      withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }

    private func header(_ signature: UInt32, _ version: [UInt16]) -> [UInt8] {
      let content = Array("hi".utf8)
      let checksum = content.withUnsafeBytes { CRC32.checksum($0) }
      return bytes(signature) + version.flatMap { bytes($0) } + bytes(UInt64(0))
        + bytes(checksum)
    }

    var file: SharedBytes {
      let start = prefix.count
      let own =
        header(0x0403_4B50, [20]) + bytes(UInt32(2)) + bytes(UInt32(2))
        + bytes(UInt16(name.count)) + bytes(UInt16(0)) + name + Array("hi".utf8)
      let long =
        bytes(UInt16(1)) + bytes(UInt16(24)) + bytes(UInt64(2)) + bytes(UInt64(2))
        + bytes(UInt64(start))
      let extra = extra ?? (isLong ? long : [])
      let short = { (number: Int) in isLong ? UInt32.max : UInt32(number) }
      let entry =
        header(0x0201_4B50, [20, 20]) + bytes(short(2)) + bytes(short(2))
        + bytes(UInt16(name.count)) + bytes(UInt16(extra.count)) + bytes(UInt16(0))
        + bytes(UInt64(0)) + bytes(short(start)) + name + extra
      let directory = start + own.count
      var end: [UInt8] = []
      if isLong {
        end += bytes(longEndSignature) + bytes(UInt64(44)) + bytes(UInt64(0)) + bytes(UInt32(0))
        end += bytes(longCount) + bytes(UInt64(1)) + bytes(UInt64(entry.count))
        end += bytes(UInt64(directory))
        end += bytes(0x0706_4B50 as UInt32) + bytes(disk)
        end += bytes(UInt64(directory + entry.count)) + bytes(UInt32(1))
      }
      end += bytes(0x0605_4B50 as UInt32) + bytes(UInt32(0))
      end += bytes(isLong ? UInt16.max : 1) + bytes(isLong ? UInt16.max : 1)
      end += bytes(short(entry.count)) + bytes(short(directory))
      return SharedBytes(prefix + own + entry + end + bytes(UInt16(comment.count)) + comment)
    }

    func content() throws -> String {
      try file.withUnsafeBytes { bytes in
        let part = try #require(try ZIPArchive(bytes).parts["a.txt"])
        return String(decoding: try part.compressed(in: bytes), as: UTF8.self)
      }
    }
  }

  @Test(arguments: [false, true])
  func numbersMayHave64Bits(isLong: Bool) throws {
    #expect(try Archive(isLong: isLong).content() == "hi")
  }

  @Test(arguments: [false, true])
  func somethingMayStandInFront(isLong: Bool) throws {
    let archive = Archive(isLong: isLong, prefix: Array("#!/bin/sh\nexit\n".utf8))
    #expect(try archive.content() == "hi")
  }

  /// The signature of the end record may occur in the comment too.
  @Test(arguments: [
    Array("by Ada".utf8), [UInt8](repeating: 0, count: 65_535), [0x50, 0x4B, 5, 6],
    [0x50, 0x4B, 5, 6] + [UInt8](repeating: 7, count: 30),
  ])
  func aCommentMayFollow(comment: [UInt8]) throws {
    #expect(try Archive(comment: comment).content() == "hi")
    #expect(try Archive(isLong: true, comment: comment).content() == "hi")
  }

  @Test func otherExtraFieldsArePassedOver() throws {
    let time: [UInt8] = [0x55, 0x54, 5, 0, 1, 0, 0, 0, 0]
    #expect(try Archive(extra: time).content() == "hi")
    let long: [UInt8] = [1, 0, 24, 0] + [2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]
    let all = time + long + [UInt8](repeating: 0, count: 8)
    #expect(try Archive(isLong: true, extra: all).content() == "hi")
  }

  @Test(
    arguments: [
      [], [1, 0, 0, 0], [1, 0, 8, 0, 2, 0, 0, 0, 0, 0, 0, 0], [1, 0, 24, 0, 2, 0],
      // More than any file has.
      [1, 0, 24, 0] + [UInt8](repeating: 0xFF, count: 24),
    ] as [[UInt8]])
  func sizesOf64BitsThatAreMissingAreAnError(extra: [UInt8]) throws {
    let error = try #require(throws: ZIPError.self) {
      try Archive(isLong: true, extra: extra).content()
    }
    #expect(error.code == .invalidSize && error.part == "a.txt")
  }

  @Test func aLongEndRecordIsBelievedOnlyIfItIsSound() throws {
    let others: [(Archive, ZIPError.Code)] = [
      (Archive(isLong: true, longEndSignature: 7), .damagedDirectory),
      (Archive(isLong: true, longCount: 2), .damagedDirectory),
      (Archive(isLong: true, disk: 1), .split),
    ]
    for (archive, code) in others {
      let error = try #require(throws: ZIPError.self) { try archive.content() }
      #expect(error.code == code)
    }
  }

  @Test func aNameIsTextInUTF8() throws {
    let error = try #require(throws: ZIPError.self) {
      try Archive(name: [0x61, 0xFF]).content()
    }
    #expect(error.code == .nameNotUTF8)
  }

  @Test func namesThatDifferInCaseAloneAreOneName() throws {
    var archive = WrittenArchive()
    archive.parts = [.init(name: "A.csv", content: [1]), .init(name: "a.CSV", content: [2])]
    let error = try #require(throws: ZIPError.self) {
      try archive.bytes.withUnsafeBytes { try ZIPArchive($0) }
    }
    #expect(error.code == .duplicateName && error.part == "a.CSV")
  }
}
