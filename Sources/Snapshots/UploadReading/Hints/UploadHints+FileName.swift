internal import Datasets
internal import Time

extension UploadHints {
  /// The hints in a file's name: `PlayersRanking_20260114_081812.csv`,
  /// `kingdom-2025-09-19-2025-09-26.xlsx` (a range, whose end counts), `TOP300-2026-06-15-1960-…`,
  /// `Kingdom 51 (26 Jan).csv`.
  package init(fileName: String) {
    let tokens = FileNameToken.tokens(of: fileName)
    for (index, token) in tokens.enumerated() {
      switch token {
      case .date(let date):
        // Two consecutive days are a range, and the numbers are those of its end.
        if case .date(let end)? = tokens[(index + 1)...].first, end >= date { continue }
        if !dates.contains(where: { $0.value == date }) {
          dates.append(Hint(value: date, source: .fileName))
        }
      case .number(let number):
        guard Self.namesKingdom(index, in: tokens), let kingdom = Kingdom(number) else { continue }
        if !kingdoms.contains(where: { $0.value == kingdom }) {
          kingdoms.append(Hint(value: kingdom, source: .fileName))
        }
      case .word: continue
      }
    }
  }

  /// Whether a number is in the place of a kingdom: after the word, or after `TOP300` and a date.
  private static func namesKingdom(_ index: Int, in tokens: [FileNameToken]) -> Bool {
    guard index > 0 else { return false }
    if case .word(let word) = tokens[index - 1], ["kingdom", "kd"].contains(word) { return true }
    guard index >= 3, case .date = tokens[index - 1], case .number = tokens[index - 2],
      case .word("top") = tokens[index - 3]
    else { return false }
    return true
  }
}

/// A piece of a file's name.
private enum FileNameToken {
  case word(String)
  /// Digits that are not a date.
  case number(Substring)
  case date(CalendarDate)

  static func tokens(of name: String) -> [FileNameToken] {
    var runs = runs(of: name)[...]
    var tokens: [FileNameToken] = []
    while let run = runs.popFirst() {
      if let date = WrittenDate.compact(run), UploadHints.isPlausible(date) {
        tokens.append(.date(date))
      } else if let date = date(run, runs.prefix(2)), UploadHints.isPlausible(date) {
        tokens.append(.date(date))
        runs.removeFirst(2)
      } else {
        tokens.append(run.first?.isNumber == true ? .number(run) : .word(run.lowercased()))
      }
    }
    return tokens
  }

  /// The date of a year and two more runs of digits.
  private static func date(_ year: Substring, _ rest: ArraySlice<Substring>) -> CalendarDate? {
    guard year.count == 4, rest.count == 2, rest.allSatisfy({ $0.count == 2 }) else { return nil }
    return WrittenDate.compact(year + rest.joined())
  }

  /// The runs of ASCII digits and of letters, without the characters between them.
  private static func runs(of name: String) -> [Substring] {
    var runs: [Substring] = []
    var rest = name[...]
    while let first = rest.first {
      let isDigit = isDigit(first)
      let run = rest.prefix { (isDigit ? Self.isDigit($0) : $0.isLetter) }
      if run.isEmpty {
        rest.removeFirst()
      } else {
        runs.append(run)
        rest.removeFirst(run.count)
      }
    }
    return runs
  }

  private static func isDigit(_ character: Character) -> Bool {
    character.isASCII && character.isNumber
  }
}
