import Testing

@testable import UploadReading

@Suite struct NumberGrammarTests {
  typealias Signs = WrittenNumber.Signs

  /// The evidence of a column and of its file, and what `.` and `,` then mean in the column.
  struct Example {
    let column: Signs
    let file: Signs
    let point: NumberGrammar.Meaning
    let comma: NumberGrammar.Meaning

    init(
      _ column: Signs, _ file: Signs, point: NumberGrammar.Meaning, comma: NumberGrammar.Meaning
    ) {
      (self.column, self.file, self.point, self.comma) = (column, file, point, comma)
    }
  }

  static let examples = [
    // Nothing is proven: both group.
    Example([], [], point: .groups, comma: .groups),
    Example([.lonePoint], [.lonePoint], point: .groups, comma: .groups),
    // The column proves it, and the other separator has the other meaning.
    Example([.pointGroups], [], point: .groups, comma: .decimals),
    Example([.pointDecimals], [], point: .decimals, comma: .groups),
    Example([.commaGroups], [], point: .decimals, comma: .groups),
    Example([.commaDecimals], [], point: .groups, comma: .decimals),
    Example([.pointGroups, .commaGroups], [], point: .groups, comma: .groups),
    // The file proves it.
    Example([.lonePoint], [.pointDecimals], point: .decimals, comma: .groups),
    Example([.loneComma], [.pointDecimals], point: .decimals, comma: .groups),
    // The column counts more than the file.
    Example([.pointGroups], [.pointGroups, .pointDecimals], point: .groups, comma: .decimals),
    Example([.commaGroups], [.commaGroups, .pointGroups], point: .decimals, comma: .groups),
    // Contradictions are not decided.
    Example([.pointGroups, .pointDecimals], [], point: .undecided, comma: .groups),
    Example([], [.commaGroups, .commaDecimals], point: .groups, comma: .undecided),
  ]

  @Test(arguments: examples)
  func theNearestProofDecides(_ example: Example) {
    let grammar = NumberGrammar(column: example.column, file: example.file)
    #expect(grammar.point == example.point)
    #expect(grammar.comma == example.comma)
  }

  @Test(
    arguments: [
      ([.lonePoint], [], true), ([.loneComma], [.lonePoint], true), ([], [.lonePoint], false),
      ([.lonePoint], [.commaDecimals], false), ([.lonePoint, .pointGroups], [], false),
    ] as [(Signs, Signs, Bool)])
  func onlyALoneSeparatorWithoutProofIsAssumed(_ column: Signs, _ file: Signs, _ isAssumed: Bool) {
    #expect(NumberGrammar(column: column, file: file).isAssumed == isAssumed)
  }

  @Test func bothFormsOfAContradictoryColumnAreStillReadByThemselves() {
    let grammar = NumberGrammar(column: [.pointGroups, .pointDecimals], file: [])
    let read = { (text: String) in Array(text.utf8).withUnsafeBytes { grammar.read($0) } }
    #expect(read("1.234.567") == .number(1_234_567))
    #expect(read("12.0") == .number(12))
    #expect(read("1.234") == .problem(.ambiguousSeparator))
    #expect(read("1,234") == .number(1234))
  }
}
