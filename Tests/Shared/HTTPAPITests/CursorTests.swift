import HTTPAPI
import Testing

@Suite struct CursorTests {
  private let pins = ["2026-01-26", "abc123", "2026-01-19", "def456"]

  private func cursor(_ pinCount: Int = 2, count: Int? = nil) -> Cursor {
    Cursor(pins: Array(pins.prefix(pinCount)), offset: 100, count: count)
  }

  @Test(arguments: [(0, nil), (2, nil), (2, 7), (4, nil), (4, 1)] as [(Int, Int?)])
  func aCursorComesBackAsItWasGiven(_ pinCount: Int, count: Int?) {
    let cursor = cursor(pinCount, count: count)
    #expect(Cursor(cursor.text, pinCount: pinCount) == cursor)
    // That of one kind of list is none of another.
    #expect(Cursor(cursor.text, pinCount: pinCount + 2) == nil)
  }

  @Test func anAlteredCursorIsRefused() {
    let text = cursor().text
    for altered in [
      text.replacing(".100.", with: ".200."), text.replacing("abc", with: "abd"),
      text.replacing("-26", with: "-19"), text.replacing(".0.", with: ".5."),
      text.replacing(".100.", with: ".+100."), String(text.dropLast()), "", "....",
    ] {
      #expect(Cursor(altered, pinCount: 2) == nil)
    }
  }
}
