import HTTPAPI
import Testing

@Suite struct CSVTextTests {
  @Test func cellsAreQuotedWhereTheyMustBe() {
    var csv = CSVText(["name", "alliance"])
    csv.add(["a, b", "A\"S"])
    csv.add(["two\nlines", "plain"])
    csv.add(["\"\u{301}", ""])
    #expect(
      csv.text
        == "name,alliance\r\n\"a, b\",\"A\"\"S\"\r\n\"two\nlines\",plain\r\n\"\"\"\u{301}\",\r\n")
  }

  @Test(arguments: ["=1+1", "+49", "-ICE", "@ROK", "\tx", "\rx"])
  func noCellIsAFormula(_ text: String) {
    #expect(CSVText.guarded(text) == "'\(text)")
    #expect(CSVText.guarded("x\(text)") == "x\(text)")
  }

  @Test func aFileSaysThatItIsUTF8() {
    #expect(CSVText(["名"]).file == [0xEF, 0xBB, 0xBF] + Array("名\r\n".utf8))
  }
}
