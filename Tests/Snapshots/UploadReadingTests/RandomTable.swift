import TestSupport
import UploadReading

/// A table of players made up at random, and its writing in random dialects.
struct RandomTable {
  struct Row {
    let id: Int64
    let name: String
    let alliance: String?
    let power: Int64?
    let deaths: Int64?
  }

  let rows: [Row]

  /// Pieces of names: what text and CSV and JSON find hard.
  private static let pieces = [
    "Ada", "王者", "محارب", "👑", "é", "\"", "\"\"", ",", ";", "\t", "\n", "\r\n", "\r", "\\", "/",
    " ", "  ", "\u{A0}", "\u{202F}", "1", "-1", "null", "{", "]", "\u{1}", "\u{7F}", "\u{FEFF}",
  ]

  init(using random: inout SeededGenerator, rows count: Int) {
    var ids: Set<Int64> = []
    while ids.count < count { ids.insert(.random(in: 1...9_999_999_999, using: &random)) }
    rows = ids.sorted().shuffled(using: &random).map { id in
      Row(
        id: id, name: Self.text(using: &random), alliance: Self.tag(using: &random),
        power: Self.number(using: &random), deaths: Self.number(using: &random))
    }
  }

  private static func text(using random: inout SeededGenerator) -> String {
    let count = Int.random(in: 0...5, using: &random)
    return (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
  }

  private static func tag(using random: inout SeededGenerator) -> String? {
    ["AB", "A\"S", "<x>", "99&", "Ω", nil].randomElement(using: &random) ?? nil
  }

  private static func number(using random: inout SeededGenerator) -> Int64? {
    let bits = Int.random(in: -10...53, using: &random)
    return bits < 0 ? nil : .random(in: 0...(1 << Int64(bits)), using: &random)
  }
}

extension RandomTable {
  /// The table as CSV with a random delimiter, newline, quoting and writing of numbers.
  func csv(using random: inout SeededGenerator) -> String {
    let delimiter = [",", ";", "\t"].randomElement(using: &random) ?? ","
    let newline = ["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
    let quotesAll = Bool.random(using: &random)
    let group = ["", ",", ".", " ", "\u{A0}", "'"].randomElement(using: &random) ?? ""
    func cell(_ text: String) -> String {
      let isSpecial =
        text.contains { ["\"", delimiter, "\n", "\r", "\r\n"].contains(String($0)) }
        || text.unicodeScalars.contains { $0 == "\"" || $0 == "\n" || $0 == "\r" }
      guard quotesAll || isSpecial else { return text }
      return "\"" + text.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
    }
    var records = [["deaths", "Governor ID", "x", "name", "tag", "Power"]]
    for row in rows {
      records.append([
        row.deaths.map { Self.grouped($0, by: group) } ?? "-1", "\(row.id)", "?", row.name,
        row.alliance ?? "", row.power.map { Self.grouped($0, by: group) } ?? "",
      ])
    }
    let lines = records.map { $0.map(cell).joined(separator: delimiter) }
    let ending = Bool.random(using: &random) ? newline : ""
    return lines.joined(separator: newline) + ending
  }

  private static func grouped(_ number: Int64, by separator: String) -> String {
    var groups: [Substring] = []
    var digits = String(number)[...]
    while digits.count > 3 {
      groups.insert(digits.suffix(3), at: 0)
      digits = digits.dropLast(3)
    }
    return ([digits] + groups).joined(separator: separator)
  }

  /// The table as JSON in a random form, with random order of keys, escapes and blanks.
  func json(using random: inout SeededGenerator) -> String {
    let objects = rows.map { row in
      var members: [(String, String?)] = [
        ("uid", Bool.random(using: &random) ? "\"\(row.id)\"" : "\(row.id)"),
        ("name", Self.string(row.name, using: &random)),
        ("power", row.power.map { Bool.random(using: &random) ? "\($0)" : "\"\($0)\"" }),
        ("tag", row.alliance.map { Self.string($0, using: &random) }),
        ("deaths", row.deaths.map { "\($0).0" }), ("extra", "[{\"key\":[1,{}]},null,true]"),
      ]
      if Int.random(in: 0..<4, using: &random) == 0 { members.shuffle(using: &random) }
      let written = members.compactMap { key, value in
        value.map { "\"\(key)\":\($0)" } ?? (Bool.random(using: &random) ? "\"\(key)\": null" : nil)
      }
      return "{" + written.joined(separator: [",", " ,\n "].randomElement(using: &random) ?? ",")
        + "}"
    }
    return switch Int.random(in: 0..<3, using: &random) {
    case 0: "[" + objects.joined(separator: ",") + "]\n"
    case 1: "{\"kingdom\":51,\"players\":[\n" + objects.joined(separator: " ,\n") + "],\"n\":{}}"
    default: objects.joined(separator: "\n")
    }
  }

  private static func string(_ text: String, using random: inout SeededGenerator) -> String {
    let escapesAll = Int.random(in: 0..<4, using: &random) == 0
    let units = text.utf16.map { unit in
      let hex = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
    }
    if escapesAll { return "\"" + units.joined() + "\"" }
    let scalars = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "/": "\\/"
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      case _ where scalar.value < 0x20:
        "\\u00" + (scalar.value < 16 ? "0" : "")
          + String(scalar.value, radix: 16)
      default: String(scalar)
      }
    }
    return "\"" + scalars.joined() + "\""
  }
}
