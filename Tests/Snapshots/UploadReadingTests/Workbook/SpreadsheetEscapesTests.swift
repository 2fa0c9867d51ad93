import Testing

@testable import UploadReading

/// Characters that XML cannot hold, as spreadsheets write them (ECMA-376, 22.9.2.19).
@Suite struct SpreadsheetEscapesTests {
  private func resolved(_ written: String) -> String {
    var bytes = Array(written.utf8)
    SpreadsheetEscapes.resolve(in: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("", ""), ("Ada", "Ada"), ("_x000D_", "\r"), ("a_x000A_b", "a\nb"), ("_x0041__x0042_", "AB"),
    ("_x00e9_", "é"), ("_x00E9_", "é"), ("_x738B_王", "王王"), ("_x0000_", "\u{0}"),
    // An escaped underline keeps what follows from being an escape.
    ("_x005F_x000D_", "_x000D_"), ("_x005F__x000D_", "_\r"),
    // Halves of a pair.
    ("_xD83D__xDE00_", "😀"), ("_xD83D_", "\u{FFFD}"), ("_xDE00_", "\u{FFFD}"),
    ("_xDE00__xD83D_", "\u{FFFD}\u{FFFD}"), ("_xD83D__x0041_", "\u{FFFD}A"),
    ("_xD83D_ _xDE00_", "\u{FFFD} \u{FFFD}"), ("_xD83D__xD83D__xDE00_", "\u{FFFD}😀"),
  ])
  func anEscapeIsItsCharacter(written: String, meant: String) {
    #expect(resolved(written) == meant)
  }

  @Test(arguments: [
    "_", "__", "_x_", "_x41_", "_x000D", "_x00D_", "_x000G_", "_X000D_", "x000D_", "_x000D0_",
    "_x-00D_", "_x 00D_", "__x0", "_x00", "a_b_c", "_xé00D_",
  ])
  func anythingElseStaysAsItIs(written: String) {
    #expect(resolved(written) == written)
  }

  @Test func anEscapeIsFoundAtEveryPlace() {
    for place in 0..<20 {
      let before = String(repeating: "_", count: place)
      #expect(resolved("\(before)_x0041_z") == "\(before)Az")
    }
  }

  @Test func resolvingNeverMakesATextLonger() {
    for unit in stride(from: 0, through: 0xFFFF, by: 7) {
      let digits = String(unit, radix: 16)
      let written = "_x\(String(repeating: "0", count: 4 - digits.count))\(digits)_"
      #expect(resolved(written).utf8.count <= 3)
    }
  }
}
