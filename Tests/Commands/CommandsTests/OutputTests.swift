import Parquet
import Testing

@testable import Commands

@Suite struct OutputTests {
  @Test func columnsAreAlignedByWhatATerminalShows() {
    var table = Table([("rank", .trailing), ("name", .leading), ("dkp", .trailing)])
    table.add(["1", "鐵甲", "1,000"])
    table.add(["10", "Anna", "9"])
    #expect(
      table.text == """
        rank  name    dkp
           1  鐵甲  1,000
          10  Anna      9

        """)
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("名前", 4), ("e\u{301}", 1), ("\u{200B}", 0), ("🏰", 2), ("한국", 4),
    ("ทอง", 3), ("👩‍👩‍👧", 2),
  ])
  func aTextTakesItsColumns(_ text: String, columns: Int) {
    #expect(DisplayWidth.columns(of: text) == columns)
  }

  @Test(arguments: [
    ("Anna", "Anna"), ("\u{1B}[31mred", "\u{FFFD}[31mred"), ("a\nb\r", "a\u{FFFD}b\u{FFFD}"),
    ("\u{202E}evil", "\u{FFFD}evil"), ("قمر", "قمر"), ("\u{9B}31m", "\u{FFFD}31m"),
    ("a\u{2028}b\u{2029}", "a\u{FFFD}b\u{FFFD}"),
  ])
  func namesCannotSteerATerminal(_ name: String, shown: String) {
    #expect(Terminal.printable(name) == shown)
  }

  @Test(arguments: [
    (#""Anna""#, #""Anna""#), ("\"¡Á\"", "\"¡Á\""),
    ("\"\u{9B}31m\u{80}\"", #""\u009b31m\u0080""#),
  ])
  func jsonCannotSteerATerminal(_ json: String, shown: String) {
    #expect(Terminal.printableJSON(json) == shown)
  }

  @Test(
    arguments: [
      (Int64(0), 0, "0"), (-5, 2, "-0.05"), (-150, 2, "-1.50"), (1_234, 3, "1.234"),
      (.min, 0, "-9223372036854775808"), (7, -3, "7e3"), (7, .min, "7e2147483648"),
    ] as [(Int64, Int32, String)])
  func decimals(_ number: Int64, scale: Int32, text: String) {
    #expect(DecimalText(number, scale: scale).description == text)
  }

  @Test func largeDecimals() {
    // 2^127, and -1 in a hundred and twenty-eight bits.
    let large = DecimalText([0, 0x80] + [UInt8](repeating: 0, count: 15), scale: 2)
    let negative = DecimalText([UInt8](repeating: 0xFF, count: 16), scale: 0)
    #expect(large.description == "1701411834604692317316873037158841057.28")
    #expect(negative.description == "-1")
    #expect(negative.ordered.lexicographicallyPrecedes(large.ordered))
  }

  @Test func timesBeyondTheCalendarAreNone() {
    #expect(TimeText.date(.min) == nil && TimeText.date(.max) == nil)
    #expect(TimeText.time(-1, .millis) == nil && TimeText.time(86_400_000, .millis) == nil)
    #expect(TimeText.timestamp(.min, .nanos, isUTC: true) == "1677-09-21T00:12:43.145224192Z")
    #expect(TimeText.timestamp(.min, .millis, isUTC: true) == nil)
    #expect(TimeText.timestamp(.max, .micros, isUTC: true) == nil)
    #expect(TimeText.date(-719_162) == "0001-01-01")
  }

  @Test(
    arguments: [
      (0, "0"), (999, "999"), (1_000, "1,000"), (32_178_509_380, "32,178,509,380"),
      (-1_234, "-1,234"), (.min, "-9,223,372,036,854,775,808"),
    ] as [(Int64, String)])
  func numbersAreGrouped(_ number: Int64, text: String) {
    #expect(GroupedNumber.text(number) == text)
  }
}
