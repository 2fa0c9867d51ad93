import Testing

@testable import UploadReading

@Suite struct WrittenNumberTests {
  private func parse(_ text: String) -> WrittenNumber? {
    Array(text.utf8).withUnsafeBytes { WrittenNumber($0) }
  }

  @Test(
    arguments: [
      ("123", []), ("1.234.567", [.pointGroups]), ("1,234,567", [.commaGroups]),
      ("1.5", [.pointDecimals]), ("1,5", [.commaDecimals]), ("1.234", [.lonePoint]),
      ("1,234", [.loneComma]), ("1234.567", [.pointDecimals]), ("0.123", [.pointDecimals]),
      (".5", [.pointDecimals]), ("1,234.5", [.commaGroups, .pointDecimals]),
      ("1.234,567", [.pointGroups, .commaDecimals]), ("1 234.5", [.pointDecimals]),
      ("1'234,5", [.commaDecimals]), ("1 234 567", []), ("1'234", []),
      ("1.234E5", [.pointDecimals, .scientific]), ("1E5", [.scientific]),
    ] as [(String, WrittenNumber.Signs)])
  func aNumberTellsWhatItsSeparatorsMean(_ text: String, _ signs: WrittenNumber.Signs) throws {
    #expect(try #require(parse(text)).signs == signs)
  }

  @Test func aLoneSeparatorIsEitherMeaning() throws {
    let number = try #require(parse("3.000"))
    #expect(number.whole(loneIsDecimal: false) == .success(3000))
    #expect(number.whole(loneIsDecimal: true) == .success(3))
    let fraction = try #require(parse("-3,355"))
    #expect(fraction.whole(loneIsDecimal: false) == .success(-3355))
    #expect(fraction.whole(loneIsDecimal: true) == .failure(.fraction))
  }

  @Test(
    arguments: [
      ("", 0, .success(0)), ("0000", 5, .success(0)), ("12", 0, .success(12)),
      ("1200", -2, .success(12)), ("1201", -2, .failure(.fraction)), ("12", 3, .success(12_000)),
      ("9007199254740992", 0, .success(1 << 53)), ("9007199254740993", 0, .failure(.tooLarge)),
      ("90071992547409920", -1, .success(1 << 53)), ("1", 16, .failure(.tooLarge)),
      ("1", 15, .success(1_000_000_000_000_000)), ("1", 1_000_000, .failure(.tooLarge)),
      ("1", -1_000_000, .failure(.fraction)), ("000000000000000000000012", 0, .success(12)),
      ("1200000000000000000000000000", -26, .success(12)),
      ("1200000000000000000000000001", -26, .failure(.fraction)),
      ("1200000000000000000000000001", 0, .failure(.tooLarge)),
      ("99999999999999999999999999990", -1, .failure(.tooLarge)),
    ] as [(String, Int, Result<Int64, WholeNumberError>)])
  func digitsAreKeptExactly(
    _ digits: String, _ exponent: Int, _ whole: Result<Int64, WholeNumberError>
  ) {
    var number = DecimalDigits()
    for digit in digits.utf8 { number.append(digit - UInt8(ascii: "0")) }
    #expect(number.whole(shiftedBy: exponent) == whole)
  }
}
