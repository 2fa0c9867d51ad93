/// Folds texts that a person reads as equal: `ŽLUTÝ`, `𝖟𝖑𝖚𝖙𝖞` and `zluty`.
///
/// Case and marks are dropped. Decorated letters, which are common in games (mathematical,
/// full-width, circled, small capitals), become plain ones, and digits of any script become ASCII
/// digits. The scalar's Unicode name decides.
struct SearchFolding {
  private var known: [UInt32: [UInt8]] = [:]

  /// The UTF-8 bytes of the folded text.
  mutating func fold(_ text: String) -> [UInt8] {
    var folded: [UInt8] = []
    folded.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars { append(scalar, to: &folded) }
    return folded
  }

  /// Appends the folded form of a scalar, which may be empty.
  mutating func append(_ scalar: Unicode.Scalar, to folded: inout [UInt8]) {
    switch scalar.value {
    case 0x41...0x5A: folded.append(UInt8(scalar.value) + 0x20)
    case 0..<0x80: folded.append(UInt8(scalar.value))
    default:
      if let bytes = known[scalar.value] {
        folded += bytes
      } else {
        let bytes = Array(Self.folded(scalar).utf8)
        known[scalar.value] = bytes
        folded += bytes
      }
    }
  }

  private static func folded(_ scalar: Unicode.Scalar) -> String {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return ""
    case .spaceSeparator, .lineSeparator, .paragraphSeparator: return " "
    default: break
    }
    // At the end of a word, Greek sigma has a form of its own.
    if scalar == "ς" { return "σ" }
    return properties.name.flatMap { plainForm(named: $0) } ?? properties.lowercaseMapping
  }

  /// The letter or digit in a name such as `MATHEMATICAL BOLD FRAKTUR CAPITAL D`.
  private static func plainForm(named name: String) -> String? {
    let words = name.split(separator: " ")
    let subject = words.prefix { $0 != "WITH" }
    guard let last = subject.last else { return nil }
    if words.contains(where: numerals.contains), let digit = digits.firstIndex(of: last) {
      return "\(digit)"
    }
    guard words.contains(where: alphabets.contains) else { return nil }
    if words.contains("SHARP") { return "ss" }
    let isLetter = last.utf8.count == 1
    let isPair = words.contains("LIGATURE") || last == "AE" || last == "OE"
    return isLetter || isPair ? last.lowercased() : nil
  }

  private static let digits: [Substring] = [
    "ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE",
  ]

  /// Words in the names of characters that look like digits.
  private static let numerals: Set<Substring> = ["DIGIT", "SUPERSCRIPT", "SUBSCRIPT"]

  /// Words in the names of characters that look like Latin letters.
  private static let alphabets: Set<Substring> = [
    "LATIN", "MATHEMATICAL", "SCRIPT", "BLACK-LETTER", "DOUBLE-STRUCK", "MODIFIER", "REGIONAL",
    "SQUARED", "CIRCLED",
  ]
}
