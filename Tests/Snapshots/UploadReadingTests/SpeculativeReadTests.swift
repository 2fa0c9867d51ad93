import Bytes
import TestSupport
import Testing

@testable import UploadReading

/// An upload is read in one way through it where its first rows predict the others, and comes out
/// as the profile has it; where they do not, the profile has to be asked.
@Suite struct SpeculativeReadTests {
  private static let settings = {
    var settings = ReadingSettings()
    settings.rowsPerBatch = 4
    return settings
  }()

  /// Reads a text as its first two rows predict, in parts of four rows.
  private func predicted(_ upload: SharedBytes, _ settings: ReadingSettings = settings) -> Table? {
    Table(predictedBy: 2, upload, settings)
  }

  private static let header = "Governor ID,Name,Power,KP\n"

  private static func rows(_ ids: ClosedRange<Int>) -> String {
    ids.map { "\($0),Player \($0),\($0 * 1000),\($0)\n" }.joined()
  }

  private static let ordinaryTexts: [String] = [
    rows(1...11),
    rows(1...12),
    rows(1...9).replacing("\n", with: "\r\n"),
    rows(1...6) + "7,\"two\nlines, \"\"quoted\"\"\",5,6\n" + rows(8...13),
    rows(1...5) + "0,no id,1,2\nTotal,,9,9\n" + rows(6...9) + ",,,\n\n",
    rows(1...6) + "7,Name,N/A,x\n8,Name,-1,1.2B\n" + rows(9...12),
    rows(1...5) + "6,short\n7,long,1,2,3\n" + rows(8...10),
    rows(3...9) + rows(1...2) + "9999999999,last,1,1",
    rows(1...4) + "x,a,1,1\nx,b,1,1\nx,c,1,1\nx,d,1,1\n" + rows(5...6),
  ]

  @Test(arguments: ordinaryTexts, ["", "\u{FEFF}"])
  func anOrdinaryTextIsReadAtOnce(_ rows: String, mark: String) throws {
    let upload = SharedBytes(mark + Self.header + rows)
    let table = try #require(predicted(upload))
    #expect(try table == Table(upload, Self.settings))
  }

  @Test func anOrdinaryTextOfObjectsIsReadAtOnce() throws {
    let lines = (1...11).map {
      #"{"id": \#($0), "name": "\u00e9 \#($0)", "power": \#($0), "x": []}"#
    }
    let upload = SharedBytes(lines.joined(separator: "\n"))
    let table = try #require(predicted(upload))
    #expect(try table == Table(upload, Self.settings))
  }

  private static let mispredictions: [String: String] = [
    "a separator that has to be told apart": header + rows(1...8) + "9,n,1.500,2\n",
    "a column that is fuller further down":
      "ID,Power,Total Power\n" + (1...12).map { "\($0),\($0 < 5 ? ",5" : "5,")\n" }.joined(),
    "an id in two parts": header + rows(1...9) + rows(5...5),
    "an id twice in a part": header + rows(1...8) + rows(9...9) + rows(9...9),
    "quotes that hide the end of a part": header + rows(1...2) + "3,a\"b,1,2\n" + rows(4...9),
    "lines that end with a CR": header + rows(1...2) + "3,a,1,2\r4,b,1,2\r" + rows(5...9),
    "a row behind a part without any that counts": header + rows(1...4)
      + "x,a,1,1\nx,b,1,1\nx,c,1,1\nx,d\"d,1,1\n" + rows(5...5),
    "a quote that is never closed": header + rows(1...9) + "10,\"x,1,2\n" + rows(11...14),
    "a key that comes late": (1...9).map { "{\"id\":\($0),\"\($0 < 7 ? "kp" : "deaths")\":1}" }
      .joined(separator: "\n"),
    "two objects in a line": (1...6).map { "{\"id\":\($0)}\($0 == 3 ? " " : "\n")" }.joined(),
    "an array": #"[{"id":1},{"id":2},{"id":3}]"#,
    "no id": "Name,Power\nx,1\n",
    "nothing": "",
  ]

  @Test(arguments: mispredictions.keys.sorted())
  func theProfileHasToBeAskedFor(_ what: String) throws {
    #expect(predicted(SharedBytes(try #require(Self.mispredictions[what]))) == nil)
  }

  @Test func theProfileHasToBeAskedForWhatIsNoUTF8() {
    let text = Array((Self.header + Self.rows(1...9)).utf8)
    let name = Array("10,Zo\u{EB},1,2\n".unicodeScalars.map { UInt8($0.value) })
    #expect(predicted(SharedBytes(text + name)) == nil)
    #expect(predicted(SharedBytes(text)) != nil)
  }

  @Test func theProfileHasToBeAskedForMoreRowsThanAreAllowed() {
    var settings = Self.settings
    settings.limits.rows = 9
    #expect(predicted(SharedBytes(Self.header + Self.rows(1...9)), settings) != nil)
    #expect(predicted(SharedBytes(Self.header + Self.rows(1...10)), settings) == nil)
  }

  @Test func nothingIsPredictedOfASmallUpload() {
    let text = Self.header + Self.rows(1...9)
    #expect(SpeculativeRead(of: UploadDocument(text)) == nil)
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func whateverIsConfirmedIsWhatTheProfileSays(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let expected = RandomTable(using: &random, rows: .random(in: 1...40, using: &random))
    for text in [expected.csv(using: &random), expected.json(using: &random)] {
      let upload = SharedBytes(text)
      guard let table = predicted(upload) else { continue }
      #expect(try table == Table(upload, Self.settings))
    }
  }
}
