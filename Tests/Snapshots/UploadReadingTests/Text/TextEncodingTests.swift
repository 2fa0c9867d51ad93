import Bytes
import Testing

@testable import UploadReading

/// How bytes are made into UTF-8.
@Suite struct TextEncodingTests {
  private func text(_ bytes: SharedBytes) -> String {
    String(decoding: bytes.array, as: UTF8.self)
  }

  @Test(
    arguments: [
      ([0xEF, 0xBB, 0xBF], ByteOrderMark.utf8, 3), ([0xFF, 0xFE], .utf16LittleEndian, 2),
      ([0xFE, 0xFF], .utf16BigEndian, 2),
    ] as [([UInt8], ByteOrderMark, Int)])
  func aByteOrderMarkTellsTheEncoding(_ bytes: [UInt8], _ mark: ByteOrderMark, _ length: Int) {
    (bytes + [0x61]).withUnsafeBytes { #expect(ByteOrderMark($0) == mark) }
    bytes.dropLast().withUnsafeBytes { #expect(ByteOrderMark($0) == nil) }
    #expect(mark.length == length)
  }

  /// Code units, the text, and how many of them stand for nothing.
  static let units: [([UInt16], String, Int)] = [
    ([], "", 0), ([0x41, 0xE9, 0x738B], "Aé王", 0), ([0xD83D, 0xDE00], "😀", 0),
    ([0xD83D], "\u{FFFD}", 1), ([0xDE00], "\u{FFFD}", 1), ([0xD83D, 0x41], "\u{FFFD}A", 1),
    ([0xDE00, 0xD83D], "\u{FFFD}\u{FFFD}", 2), ([0xD83D, 0xD83D, 0xDE00], "\u{FFFD}😀", 1),
    ([0x0000, 0xFFFF], "\u{0}\u{FFFF}", 0), ([0xDBFF, 0xDFFF], "\u{10FFFF}", 0),
  ]

  @Test(arguments: units, [false, true])
  func utf16IsMadeIntoUTF8(_ example: ([UInt16], String, Int), _ bigEndian: Bool) {
    let (units, meant, broken) = example
    let bytes = units.flatMap { unit in
      let pair = [UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)]
      return bigEndian ? pair : pair.reversed()
    }
    let made = UTF16Text.transcode(SharedBytes(bytes), bigEndian: bigEndian)
    #expect(text(made.text) == meant)
    #expect(made.broken == broken)
    // Half a code unit at the end stands for nothing.
    let odd = UTF16Text.transcode(SharedBytes(bytes + [0x41]), bigEndian: bigEndian)
    #expect(text(odd.text).hasSuffix("\u{FFFD}"))
  }

  @Test func everyByteOfWindows1252IsACharacter() {
    let all = text(Windows1252.transcode(SharedBytes((0...255).map { UInt8($0) })))
    #expect(all.unicodeScalars.count == 256)
    #expect(all.unicodeScalars.prefix(128).map(\.value) == Array(0..<128))
    #expect(all.unicodeScalars.suffix(96).map(\.value) == Array(160..<256))
    let upper = Array(all.unicodeScalars)
    for (byte, character) in [
      (0x80, "€"), (0x85, "…"), (0x8A, "Š"), (0x92, "’"), (0x96, "–"), (0x99, "™"), (0x9F, "Ÿ"),
    ] as [(Int, Unicode.Scalar)] {
      #expect(upper[byte] == character)
    }
  }

  @Test func textThatMayBeUTF8IsNotReadToItsEnd() throws {
    let limits = UploadLimits()
    let broken = SharedBytes(Array("id,name\n7,".utf8) + [0xEB])
    #expect(UploadText.probablyUTF8(broken, limits: limits) == broken)
    let marked = SharedBytes("\u{FEFF}id\n7\n")
    #expect(UploadText.probablyUTF8(marked, limits: limits) == SharedBytes("id\n7\n"))
    for other in [[0xFF, 0xFE, 0x41, 0], [0x1F, 0x8B, 8, 0], [0x50, 0x4B, 3, 4]] as [[UInt8]] {
      #expect(UploadText.probablyUTF8(SharedBytes(other), limits: limits) == nil)
    }
    var small = limits
    small.textBytes = 5
    #expect(UploadText.probablyUTF8(marked, limits: small) == nil)
  }

  @Test func whatWasDoneToTheBytesIsNoted() throws {
    var noted = TextReport()
    let limits = UploadLimits()
    let bytes = SharedBytes(Array("id\n".utf8) + [0xEB])
    #expect(try UploadText.unpack(bytes, limits: limits, noting: &noted) == bytes)
    #expect(noted == TextReport())
    let decoded = try UploadText.decode(bytes, limits: limits, noting: &noted)
    #expect(text(decoded) == "id\në")
    #expect(noted.encoding == .windows1252 && noted.notes == [.windows1252Assumed])
  }

  // MARK: Forms

  static let contents: [(SharedBytes, Bool, String?)] = [
    (SharedBytes("id\n7\n"), true, "CSVText"), (SharedBytes(#"[{"id":7}]"#), true, "JSONText"),
    (SharedBytes(""), true, "CSVText"), (SharedBytes("id\n7\n"), false, nil),
    (SharedBytes([0x50, 0x4B, 3, 4]), false, "WorkbookFile"),
    (SharedBytes([0x50, 0x4B, 3, 4]), true, "CSVText"),
  ]

  @Test(arguments: contents.indices)
  func theFormIsToldByTheBeginning(_ index: Int) {
    let (content, isText, name) = Self.contents[index]
    let format = UploadFormats.likely(for: content, isText: isText)
    #expect(format.map { "\($0)" } == name)
  }

  @Test func formsHaveTheNamesThatReportsKnow() {
    let names = [
      UploadForm.csv(delimiter: UInt8(ascii: ",")), .csv(delimiter: UInt8(ascii: ";")),
      .csv(delimiter: UInt8(ascii: "\t")), .jsonArray, .jsonLines, .jsonMember("rows"),
      .workbook(sheet: "51"),
    ].map(\.name)
    #expect(
      names == [
        "csv, comma", "csv, semicolon", "csv, tab", "json array", "json lines",
        "json array in \"rows\"", "workbook, sheet \"51\"",
      ])
  }
}
