import Testing

@testable import UploadReading

/// Where a cell lies, how it is written, and what it stands for.
@Suite struct CellTests {
  static let places: [(Int, Int)] = [
    (0, 0), (0, 1), (7, 7), (7, 19), (Cell.maxEnd - 3, Cell.maxEnd),
    (1 << 20, 1 << 20 + Cell.maxLength),
  ]

  @Test(arguments: places)
  func aCellTellsWhereItLies(_ start: Int, _ end: Int) {
    for form in [Cell.Form.plain, .quoted, .number, .escaped, .misfit] {
      let cell = Cell(form, from: start, to: end)
      #expect(cell.start == start)
      #expect(cell.end == end)
      #expect(cell.length == end - start)
      #expect(cell.range == start..<end)
      #expect(cell.form == form)
    }
  }

  @Test func aCellThatIsTooLongIsLongerThanAnyLimit() {
    var limits = UploadLimits()
    limits.cellBytes = .max
    let cell = Cell(.plain, from: 3, to: Cell.maxLength + 100)
    #expect(cell.length == Cell.maxLength)
    #expect(cell.length > limits.cellBytes)
  }

  @Test func onlyTheBytesOfSomeFormsAreTheText() {
    let forms: [(Cell.Form, Bool)] = [
      (.plain, true), (.number, true), (.missing, false), (.quoted, false), (.escaped, false),
      (.misfit, false),
    ]
    for (form, isVerbatim) in forms {
      #expect(Cell(form, from: 0, to: 1).isVerbatim == isVerbatim)
    }
    #expect(Cell.missing.length == 0 && Cell.missing.form == .missing)
  }

  static let texts: [(String, Cell.Form, String)] = [
    ("Ada", .plain, "Ada"), ("12.5", .number, "12.5"), ("true", .misfit, "true"),
    ("", .plain, ""),
    // Behind the opening quote: what follows the closing one belongs to the cell.
    (#"Ada""#, .quoted, "Ada"), (#"A""da""#, .quoted, #"A"da"#), (#"Ada" B"#, .quoted, "Ada B"),
    (#""""#, .quoted, #"""#), (#"a""""b""#, .quoted, #"a""b"#),
    (#"a\nb"#, .escaped, "a\nb"), (#"\u00e9\"\\"#, .escaped, #"é"\"#),
    (#"\ud83d\ude00"#, .escaped, "😀"),
  ]

  @Test(arguments: texts.indices)
  func quotesAndEscapesAreResolved(_ index: Int) {
    let (written, form, meant) = Self.texts[index]
    Array("<\(written)>".utf8).withUnsafeBytes { bytes in
      var text = CellText(in: bytes)
      let cell = Cell(form, from: 1, to: bytes.count - 1)
      let resolved = text.withBytes(of: cell) { String(decoding: $0, as: UTF8.self) }
      #expect(resolved == meant)
    }
  }

  @Test(arguments: [
    ("", ""), (" ", ""), ("a", "a"), (" a b ", "a b"), ("\t\r\n a\n", "a"),
    ("\u{A0}a\u{A0}", "a"), ("\u{202F}\u{FEFF}a\u{202F}", "a"), ("\u{3000}a", "\u{3000}a"),
    ("é", "é"), ("\u{A0}", ""), ("à", "à"),
  ])
  func blanksAroundATextAreTrimmed(_ text: String, _ trimmed: String) {
    Array(text.utf8).withUnsafeBytes { bytes in
      #expect(String(decoding: bytes.trimmingBlanks(), as: UTF8.self) == trimmed)
    }
  }

  @Test(arguments: [
    ("", true), ("#N/A", true), ("none", true), ("NULL", true), ("Unknown", true),
    ("skipped", true), ("NaN", true), ("n/a", true), ("0", false), ("-", false), ("nones", false),
    ("Nil", false), ("unknown!", false),
  ])
  func someWordsSayThatNothingIsKnown(_ text: String, _ isMissing: Bool) {
    Array(text.utf8).withUnsafeBytes { bytes in
      #expect(MissingValue.isWritten(bytes) == isMissing)
      // What may be missing is never ruled out by its first byte.
      let cell = Cell(.plain, from: 0, to: bytes.count)
      if isMissing { #expect(MissingValue.canBegin(with: cell, in: bytes)) }
    }
  }

  static let ids: [(String, Cell.Form, Int64?)] = [
    ("7", .plain, 7), ("9999999999", .plain, 9_999_999_999), ("10000000000", .plain, nil),
    ("0", .plain, nil), ("-5", .plain, nil), ("", .plain, nil), ("x", .plain, nil),
    ("123456.0", .plain, 123_456), ("123456.0", .number, 123_456), ("1.5", .number, nil),
    (" 42 ", .plain, 42), ("1E3", .number, 1_000), ("7", .misfit, nil), ("7", .missing, nil),
    ("123,456", .plain, nil), ("1,234,567", .plain, 1_234_567),
  ]

  @Test(arguments: ids.indices)
  func anIDIsAWholeNumberOfAtMostTenDigits(_ index: Int) {
    let (written, form, id) = Self.ids[index]
    Array(written.utf8).withUnsafeBytes { bytes in
      var text = CellText(in: bytes)
      #expect(PlayerID.read(Cell(form, from: 0, to: bytes.count), &text) == id)
    }
  }
}
