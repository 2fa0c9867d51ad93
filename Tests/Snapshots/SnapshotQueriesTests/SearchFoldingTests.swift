import Testing

@testable import SnapshotQueries

@Suite struct SearchFoldingTests {
  @Test(arguments: [
    ("Wolf", "wolf"), ("ŽLUTÝ", "zluty"), ("Zˇ", "zˇ"), ("Bjørn", "bjorn"), ("Straße", "strasse"),
    ("𝕯𝖗𝖆𝖌𝖔𝖓", "dragon"), ("ＦＵＬＬ１２", "full12"), ("ⓒⓘⓡⓒⓛⓔ", "circle"), ("ᴋɪɴɢ", "king"),
    ("🅰🅱", "ab"), ("Tinyᴷᶦᶰᵍ", "tinyking"), ("𝟙𝟚𝟛", "123"), ("٣", "3"), ("²₃①", "231"),
    ("Æon", "aeon"),
    ("ﬁre", "fire"), ("Медный", "медный"), ("ΛΆΡΟΣ", "λάρος"), ("名前", "名前"), ("ทอง", "ทอง"),
    ("e\u{301}", "e"), ("a\u{200D}b", "ab"), ("a\u{A0}b", "a b"), ("ℬℭℝ", "bcr"), ("a-b", "a-b"),
  ])
  func whatLooksAlikeIsAlike(_ text: String, folded: String) {
    var folding = SearchFolding()
    let (result, again) = (folding.fold(text), folding.fold(folded))
    #expect(String(decoding: result, as: UTF8.self) == String(decoding: again, as: UTF8.self))
    if folded.utf8.allSatisfy({ $0 < 0x80 }) {
      #expect(String(decoding: result, as: UTF8.self) == folded)
    }
  }

  @Test(arguments: [
    "", " ", "\t\u{85}\u{3000}", String(repeating: "a", count: 101),
    "e" + String(repeating: "\u{301}", count: 100),
  ])
  func nothingToLookForIsNoSearch(_ text: String) {
    #expect(PlayerSearch(text) == nil)
  }

  @Test(arguments: [
    "a", "%", "<b>", "'", "\u{301}", "\u{200D}", String(repeating: "名", count: 100),
  ])
  func anythingElseIs(_ text: String) {
    #expect(PlayerSearch(text) != nil)
  }
}
