#if Server
  import Testing

  @testable import standings

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
    ])
    func namesCannotSteerATerminal(_ name: String, shown: String) {
      #expect(Terminal.printable(name) == shown)
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
#endif
