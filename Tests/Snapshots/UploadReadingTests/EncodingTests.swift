import Bytes
import Datasets
import Testing

@testable import UploadReading

@Suite struct EncodingTests {
  static let text = "id,name,alliance\n7,Ωmega 👑,Ñu\n8,Zoë,€\n"

  private func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
    ("\u{FEFF}" + text).utf16.flatMap { unit in
      let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return bigEndian ? bytes : bytes.reversed()
    }
  }

  @Test func utf8IsReadWithAndWithoutAByteOrderMark() throws {
    for prefix in ["", "\u{FEFF}"] {
      let table = try Table(prefix + Self.text)
      #expect(table.texts(.name) == ["Ωmega 👑", "Zoë"])
      #expect(table.report.encoding == .utf8)
      #expect(table.report.columns.first?.header == "id")
    }
  }

  @Test(arguments: [false, true])
  func utf16IsReadByItsByteOrderMark(_ bigEndian: Bool) throws {
    let table = try Table(SharedBytes(utf16(Self.text, bigEndian: bigEndian)))
    #expect(table.texts(.name) == ["Ωmega 👑", "Zoë"])
    #expect(table.report.encoding == (bigEndian ? .utf16BigEndian : .utf16LittleEndian))
    #expect(table.report.notes.isEmpty)
  }

  @Test func brokenUTF16IsReplacedAndTold() throws {
    let halves: [UInt8] = [0x3D, 0xD8, 0x41, 0, 0x00, 0xDC, 10]
    let table = try Table(SharedBytes(utf16("id,name\n7,", bigEndian: false) + halves))
    #expect(table.texts(.name) == ["\u{FFFD}A\u{FFFD}\u{FFFD}"])
    #expect(table.report.notes == [.brokenCharactersReplaced(count: 3)])
  }

  @Test func whatIsNoUTF8IsReadAsWindows1252AndTold() throws {
    let bytes = Array("id;name\n7;Zo".utf8) + [0xEB, 0x80, 0x99, 0x81, 0xFF] + Array("\n".utf8)
    let table = try Table(SharedBytes(bytes))
    #expect(table.texts(.name) == ["Zoë€™\u{81}ÿ"])
    #expect(table.report.encoding == .windows1252)
    #expect(table.report.notes == [.windows1252Assumed])
  }

  @Test(
    arguments: [
      [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80], [0xC3], [0xE2, 0x82],
      [0xF0, 0x9F, 0x91], [0xC3, 0x28], [0xE2, 0x28, 0xA1], [0xFF],
    ] as [[UInt8]])
  func malformedUTF8IsFoundAnywhere(_ sequence: [UInt8]) {
    for padding in [0, 1, 61, 62, 63, 64, 130] {
      for ending in [[], [0x61], [UInt8](repeating: 0x61, count: 80)] {
        let bytes = [UInt8](repeating: 0x61, count: padding) + sequence + ending
        #expect(bytes.withUnsafeBytes { !UTF8Text.isValid($0) })
      }
    }
  }

  @Test func wellFormedUTF8IsFoundSo() {
    for padding in 0...130 {
      let text = String(repeating: "a", count: padding) + "é€👑\u{10FFFF}\u{D7FF}\u{E000}\u{800}z"
      #expect(Array(text.utf8).withUnsafeBytes { UTF8Text.isValid($0) })
    }
  }
}
