import Failures
import Testing

@testable import LiveScores

@Suite struct ScoreScaleTests {
  @Test(
    arguments: [
      ("1500", 0, 1500), ("-7", 0, -7), ("-0", 0, 0), ("0", 0, 0), ("15e2", 0, 1500),
      ("1500.000", 0, 1500), ("1.5E3", 0, 1500), ("120e-1", 0, 12), ("0e999999999999", 0, 0),
      ("9007199254740991", 0, 9_007_199_254_740_991),
      ("-9007199254740991", 0, -9_007_199_254_740_991),
      ("1.1", 1, 11), ("1.10", 1, 11), ("-0.5", 1, -5), ("3", 2, 300), ("1e-9", 9, 1),
      ("9007199.254740991", 9, 9_007_199_254_740_991),
    ] as [(String, Int, Int64)])
  func aNumberIsReadExactly(number: String, places: Int, units: Int64) throws {
    #expect(try ScoreScale(places: places).units(number) == units)
  }

  @Test(arguments: [
    ("1.5", 0), ("1e-1", 0), ("1.15", 1), ("0.0000000001", 9), ("9007199254740992", 0),
    ("-9007199254740992", 0), ("9007199254740993", 0), ("900719925474099.2", 1), ("1e400", 0),
    ("1e99999999999999999999", 0), ("1e-99999999999999999999", 9), ("99999999999999999999999", 0),
    ("0.99999999999999999999999", 9), ("NaN", 0), ("Infinity", 0), ("", 0), ("-", 0), ("+1", 0),
    ("01", 0), ("1.", 0), (".5", 1), ("1e", 0), ("0x10", 0), ("1 ", 0), ("١", 0),
    (String(repeating: "0", count: 65), 0),
  ])
  func whatIsNoScoreOfTheBoardIsRejected(number: String, places: Int) throws {
    let scale = try ScoreScale(places: places)
    let error = #expect(throws: LiveError.self) { try scale.units(number) }
    #expect(error?.code == .invalidScore)
    #expect(error?.place == "score")
  }

  @Test func theReasonNamesWhatWasExpected() throws {
    let error = #expect(throws: LiveError.self) { try ScoreScale(places: 2).units("1.234") }
    #expect(error?.reason == "expected at most 2 decimal places, found 1.234")
  }

  @Test(
    arguments: [
      (1500, 0, "1500"), (-7, 0, "-7"), (11, 1, "1.1"), (-5, 1, "-0.5"), (5, 3, "0.005"),
      (300, 2, "3.00"), (0, 2, "0.00"), (-9_007_199_254_740_991, 9, "-9007199.254740991"),
    ] as [(Int64, Int, String)])
  func aScoreIsWrittenWithAllItsPlaces(units: Int64, places: Int, text: String) throws {
    let scale = try ScoreScale(places: places)
    #expect(scale.text(units) == text)
    #expect(try scale.units(text) == units)
  }

  @Test(arguments: [-1, 10, .max, .min])
  func placesAreBounded(places: Int) {
    #expect(throws: LiveError.self) { try ScoreScale(places: places) }
  }

  @Test func sumsStayWithinTheRange() throws {
    let largest = ScoreScale.maxUnits
    #expect(try ScoreScale.whole.sum(largest - 1, 1) == largest)
    #expect(try ScoreScale.whole.sum(largest, -largest) == 0)
    for (score, delta) in [
      (largest, 1), (-largest, -1), (.max, .max), (.min, -1), (.min, 0),
    ] as [(Int64, Int64)] {
      let error = #expect(throws: LiveError.self) { try ScoreScale.whole.sum(score, delta) }
      #expect(error?.code == .scoreOutOfRange)
    }
  }
}
