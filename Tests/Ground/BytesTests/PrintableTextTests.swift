import Bytes
import Synchronization
import Testing

/// Text of others on a terminal.
@Suite struct PrintableTextTests {
  @Test(arguments: [
    "", "Anna", "a b", "名前 🏰", "قمر", "e\u{301}", "👩‍👩‍👧", "\u{200B}", "\u{AD}", "\\n", "\u{FFFD}",
  ])
  func whatMovesNothingStaysAsItIs(text: String) {
    #expect(PrintableText.printable(text).utf8.elementsEqual(text.utf8))
  }

  @Test func everyControlAndDirectionBecomesAReplacement() {
    let ranges: [ClosedRange<UInt32>] = [
      0...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069,
    ]
    for value in ranges.joined() {
      guard let scalar = Unicode.Scalar(value) else { continue }
      #expect(PrintableText.printable("a\(scalar)b") == "a\u{FFFD}b", "\(value)")
    }
  }

  @Test func aLineEndOfTwoCharactersIsTwoReplacements() {
    #expect(PrintableText.printable("a\r\nb") == "a\u{FFFD}\u{FFFD}b")
  }
}

/// Memory that is shared, and given back once.
@Suite struct SharedMemoryTests {
  @Test func memoryIsReleasedAfterTheLastWindow() {
    let releases = Atomic(0)
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 8, alignment: 8)
    defer { memory.deallocate() }
    memory.copyBytes(from: 1...8)
    var whole: SharedBytes? = SharedBytes(UnsafeRawBufferPointer(memory)) {
      releases.add(1, ordering: .relaxed)
    }
    var window = whole?[2..<4]
    whole = nil
    let early = releases.load(ordering: .relaxed)
    #expect(early == 0 && window?.array == [3, 4])
    window = nil
    let late = releases.load(ordering: .relaxed)
    #expect(late == 1)
  }

  @Test(arguments: [[], [""], ["a"], ["a", "", "b"], ["one", "two", "three"]])
  func partsAreJoinedInTheirOrder(parts: [String]) {
    let joined = SharedBytes(joining: parts.map { SharedBytes($0) })
    #expect(joined == SharedBytes(parts.joined()))
    #expect(joined.isEmpty == parts.joined().isEmpty)
  }

  @Test(arguments: [0..<0, 0..<9, 3..<5, 9..<9])
  func bytesAreASourceOfRanges(range: Range<Int>) async throws {
    let bytes = SharedBytes("standings")
    #expect(bytes.byteCount == 9 && bytes.bytesWorthARead == 0)
    #expect(try await bytes.read(range).array == Array("standings".utf8)[range].map { $0 })
  }

  @Test func reservedMemoryIsSharedAsFarAsItWasWritten() {
    let memory = ReservedMemory(upTo: 1 << 30)
    memory.bytes.copyBytes(from: [1, 2, 3])
    let first = memory.shared(upTo: 2)
    let all = memory.shared(upTo: 3)
    #expect(first.array == [1, 2] && all.array == [1, 2, 3])
    #expect(ReservedMemory(upTo: 0).shared(upTo: 0).isEmpty)
  }
}

/// Escapes of URLs, byte by byte.
@Suite struct EscapedBytesTests {
  @Test func everyByteOfASCIIComesBackFromEitherCase() {
    for byte in 0..<0x80 as Range<UInt8> {
      let digits = (byte < 16 ? "0" : "") + String(byte, radix: 16)
      let meant = String(UnicodeScalar(byte))
      #expect(PercentDecoding.decode("%\(digits)") == meant)
      #expect(PercentDecoding.decode("%\(digits.uppercased())", plusIsSpace: true) == meant)
    }
  }

  @Test(arguments: [
    "%0", "%0G", "%G0", "%%20", "%-1", "%+1", "% 1", "%٠٠", "a%", "%C0%80", "%ED%A0%80", "%80",
    "%F4%90%80%80", "%E2%82",
  ])
  func whatIsNoEscapeOrNoTextIsNone(text: String) {
    #expect(PercentDecoding.decode(text) == nil)
  }
}
