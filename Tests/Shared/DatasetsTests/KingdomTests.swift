import Datasets
import Testing

@Suite struct KingdomTests {
  @Test(arguments: ["1", "51", "1960", "999999"])
  func aNumberInItsOneSpellingIsAKingdom(_ text: String) {
    #expect(Kingdom(text)?.description == text)
  }

  @Test(arguments: ["", "0", "-1", "+51", "051", " 51", "51 ", "1000000", "51.0", "fifty", "٥١"])
  func anythingElseIsNone(_ text: String) {
    #expect(Kingdom(text) == nil)
  }
}
