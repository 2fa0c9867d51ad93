import Failures
import Testing

@testable import LiveScores

@Suite struct IdentifierTests {
  @Test(arguments: ["game1", "a", "global:all_time", "A.b-C_9", String(repeating: "x", count: 64)])
  func idsOfBoards(text: String) throws {
    #expect(try BoardID(text).text == text)
  }

  @Test(arguments: [
    "", " ", "a b", "a/b", "ä", "a\n", "a%20", "{a}", "*", String(repeating: "x", count: 65),
  ])
  func whatIsNoIDOfABoard(text: String) {
    let error = #expect(throws: LiveError.self) { try BoardID(text) }
    #expect(error?.code == .invalidID)
    #expect(error?.place == "leaderboard_id")
  }

  @Test(arguments: [
    "player123", "Phoenix 1", "雷", "a/b?c", "👩‍🚀", String(repeating: "é", count: 64),
  ])
  func idsOfPlayers(text: String) throws {
    #expect(try PlayerID(text).text == text)
  }

  @Test(arguments: ["", "a\u{0}", "\u{7F}", "a\u{85}b", "\n", String(repeating: "é", count: 65)])
  func whatIsNoIDOfAPlayer(text: String) {
    let error = #expect(throws: LiveError.self) { try PlayerID(text) }
    #expect(error?.code == .invalidID)
    #expect(error?.place == "player_id")
  }

  /// Both strings are é, composed and decomposed, which Swift's strings take as equal.
  @Test func playersOfOtherBytesAreOtherPlayers() throws {
    let composed = try PlayerID("\u{E9}")
    let decomposed = try PlayerID("e\u{301}")
    #expect(composed.text == decomposed.text)
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed]).count == 2)
    #expect(decomposed < composed)
  }

  @Test func keysOfOtherBytesAreOtherKeys() throws {
    #expect(try SubmissionKey("\u{E9}") != SubmissionKey("e\u{301}"))
    #expect(try SubmissionKey("match-1") == SubmissionKey("match-1"))
    #expect(throws: LiveError.self) { try SubmissionKey("") }
    #expect(throws: LiveError.self) { try SubmissionKey(String(repeating: "k", count: 256)) }
  }
}
