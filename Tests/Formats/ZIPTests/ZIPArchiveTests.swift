import Bytes
import Compression
import TestSupport
import Testing
import ZIP

/// Archives that are sound, and what is wrong with others.
@Suite struct ZIPArchiveTests {
  static let hello = Array("hello\n".utf8)
  /// "hello\n" as `gzip -n` deflates it.
  static let deflated: [UInt8] = [0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0xE7, 0x02, 0x00]

  static var packed: WrittenArchive.Part {
    WrittenArchive.Part(
      name: "Dir/Packed.txt", content: deflated, method: 8,
      checksum: hello.withUnsafeBytes { CRC32.checksum($0) }, contentCount: hello.count,
      compressedCount: deflated.count)
  }

  static var sound: WrittenArchive {
    var archive = WrittenArchive()
    archive.parts = [
      .init(name: "plain.txt", content: hello), .init(name: "Dir/", content: []), packed,
    ]
    return archive
  }

  /// Reads a part in steps of some bytes.
  private func content(
    of name: String, in archive: WrittenArchive, step: Int = 4,
    limits: InflateLimits = InflateLimits(contentBytes: 1 << 20, ratio: 200)
  ) throws -> [UInt8] {
    try archive.bytes.withUnsafeBytes { bytes in
      let part = try #require(try ZIPArchive(bytes).parts[name])
      var reader = try ZIPPartReader(part, in: bytes, limits: limits)
      var content: [UInt8] = []
      let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: step, alignment: 1)
      defer { memory.deallocate() }
      while true {
        let count = try reader.read(into: memory)
        if count == 0 { return content }
        content += memory[..<count]
      }
    }
  }

  @Test func thePartsAreFoundByTheirNamesInLowerCase() throws {
    try Self.sound.bytes.withUnsafeBytes { bytes in
      #expect(ZIPArchive.isLikely(bytes))
      let archive = try ZIPArchive(bytes)
      #expect(archive.names == ["plain.txt", "Dir/Packed.txt"])
      #expect(archive.parts.keys.sorted() == ["dir/packed.txt", "plain.txt"])
    }
  }

  @Test(arguments: ["plain.txt", "dir/packed.txt"], [1, 4, 6, 7, 100])
  func aPartIsReadInStepsOfAnySize(_ name: String, _ step: Int) throws {
    #expect(try content(of: name, in: Self.sound, step: step) == Self.hello)
  }

  @Test func anEmptyArchiveHasNoParts() throws {
    try WrittenArchive().bytes.withUnsafeBytes { bytes in
      let archive = try ZIPArchive(bytes)
      #expect(!ZIPArchive.isLikely(bytes) && archive.names.isEmpty)
    }
  }

  /// A change of the sound archive, and what is wrong with the changed one.
  struct Fault: CustomTestStringConvertible {
    let code: ZIPError.Code
    let part: String?
    let archive: WrittenArchive
    var testDescription: String { "\(code)" }

    init(
      _ code: ZIPError.Code, part: String? = "plain.txt", _ change: (inout WrittenArchive) -> Void
    ) {
      var archive = sound
      change(&archive)
      (self.code, self.part, self.archive) = (code, part, archive)
    }
  }

  static let faults = [
    Fault(.wrongChecksum) { $0.parts[0].checksum = 1 },
    Fault(.wrongSize) { $0.parts[0].contentCount = 5 },
    Fault(.unsupportedMethod(14)) { $0.parts[0].method = 14 },
    Fault(.encrypted) { $0.parts[0].flags = 1 },
    Fault(.otherName) { $0.parts[0].ownName = "other.txt" },
    Fault(.invalidSize) { $0.parts[0].contentCount = Int(UInt32.max) },
    Fault(.overlap) { $0.parts[0].compressedCount = 1 << 30 },
    Fault(.overlap, part: "Dir/Packed.txt") { $0.parts[2].headerStart = 10 },
    // Of two parts at one place, the later name overlaps the earlier one.
    Fault(.overlap, part: "plain.txt") { $0.parts[2].headerStart = 0 },
    Fault(.misplacedHeader) { $0.parts[0].headerStart = 1 },
    Fault(.duplicateName) { $0.parts.append($0.parts[0]) },
    Fault(.split, part: nil) { $0.disk = 1 },
    Fault(.damagedDirectory, part: nil) { $0.directoryStart = 7 },
    Fault(.misplacedDirectory, part: nil) { $0.directoryStart = 1 << 30 },
  ]

  @Test(arguments: faults)
  func aFaultIsNamedWithItsPart(_ fault: Fault) throws {
    let error = try #require(throws: ZIPError.self) {
      try content(of: "plain.txt", in: fault.archive)
    }
    #expect(error.code == fault.code)
    #expect(error.part == fault.part)
  }

  @Test func damagedDeflateDataIsNamed() throws {
    var archive = Self.sound
    archive.parts[2].content[0] = 0xFF
    let error = try #require(throws: ZIPError.self) {
      try content(of: "dir/packed.txt", in: archive)
    }
    guard case .inflation(let inflation) = error.code else {
      Issue.record("\(error)")
      return
    }
    #expect(inflation.code == .damaged)
    #expect(error.part == "Dir/Packed.txt")
  }

  @Test(arguments: [(5, 200, InflateError.Code.tooLarge), (6, 0, .ratioExceeded)])
  func theContentIsBounded(
    _ contentBytes: Int, _ ratio: Int, _ code: InflateError.Code
  ) throws {
    var limits = InflateLimits(contentBytes: contentBytes, ratio: ratio)
    limits.freeBytes = 5
    let error = try #require(throws: ZIPError.self) {
      try content(of: "dir/packed.txt", in: Self.sound, step: 100, limits: limits)
    }
    guard case .inflation(let inflation) = error.code else {
      Issue.record("\(error)")
      return
    }
    #expect(inflation.code == code)
  }

  @Test func anArchiveCutShortAnywhereIsAnError() {
    let whole = Self.sound.bytes
    for count in 0..<whole.count {
      #expect(throws: ZIPError.self) { try whole[0..<count].withUnsafeBytes { try ZIPArchive($0) } }
    }
  }

  @Test func aChangeOfAnyByteIsAnErrorOrAnotherArchive() {
    let whole = Self.sound.bytes.array
    for index in whole.indices {
      for byte in [0, 0x50, 0x7F, 0xFF] as [UInt8] {
        var changed = whole
        changed[index] = byte
        changed.withUnsafeBytes { bytes in
          guard let archive = try? ZIPArchive(bytes) else { return }
          for part in archive.parts.values { _ = try? part.compressed(in: bytes) }
        }
      }
    }
  }

  @Test func tooManyPartsAreNotRead() throws {
    var archive = WrittenArchive()
    archive.parts = (0...ZIPArchive.maxPartCount).map { .init(name: "\($0)", content: []) }
    let error = try #require(throws: ZIPError.self) {
      try archive.bytes.withUnsafeBytes { try ZIPArchive($0) }
    }
    #expect(error.code == .tooManyParts(ZIPArchive.maxPartCount + 1))
  }
}
