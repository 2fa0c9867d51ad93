import Testing

@testable import UploadReading

@Suite struct DigitRunTests {
  /// What a run of bytes is read as where `before` and `after` stand around it.
  private func value(_ run: String, before: String, after: String) -> (Int64?, Bool) {
    let text = Array((before + run + after).utf8)
    let range = before.utf8.count..<(before.utf8.count + run.utf8.count)
    return text.withUnsafeBytes { text in
      (DigitRun.value(of: range, in: text), DigitRun.matches(range, in: text))
    }
  }

  @Test(arguments: ["", "a", "99999999", "é;7\""], ["", ",", "99999999"])
  func digitsAreReadAtAnyPlace(_ before: String, _ after: String) {
    for length in 1...15 {
      for digits in ["123456789012345", "000000000000000", "999999999999999"] {
        let run = String(digits.suffix(length))
        #expect(value(run, before: before, after: after) == (Int64(run), true))
      }
    }
  }

  @Test func aByteThatIsNoDigitIsFoundAtAnyPlace() {
    for other in ["/", ":", " ", "-", ".", "\u{0}", "\u{7F}", "é"] {
      for length in 0..<15 - other.utf8.count {
        for place in 0...length {
          let digits = Array(repeating: "7", count: length)
          let run = (digits[..<place] + [other] + digits[place...]).joined()
          #expect(value(run, before: "12345678", after: "1") == (nil, false))
        }
      }
    }
  }

  @Test(arguments: ["", "1234567890123456"])
  func noneAndMoreThanFifteenDigitsAreLeftToOthers(_ run: String) {
    #expect(value(run, before: "12345678", after: "1") == (nil, false))
  }
}
