import Testing

@testable import UploadReading

@Suite struct HeaderNameTests {
  @Test(arguments: [
    ("Governor ID", "governorid"), ("player_id", "playerid"), (" T5\u{A0}Kills\t", "t5kills"),
    ("\u{FEFF}ID", "id"), ("ВЛАСТЬ", "власть"), (" _ ", ""),
  ])
  func caseSpacesAndUnderscoresDoNotCount(_ header: String, folded: String) {
    #expect(HeaderName(header).folded == folded)
  }

  @Test func theShortWayGivesWhatTheTablesOfUnicodeGive() {
    for byte in UInt8(0)..<0x80 {
      let header = "a\(Character(UnicodeScalar(byte)))Z"
      #expect(HeaderName.foldASCII(header) == HeaderName.foldUnicode(header))
    }
  }
}
