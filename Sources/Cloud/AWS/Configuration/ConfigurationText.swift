/// The text of a shared file, as sections of settings.
///
/// Reads the form of the AWS SDKs: `[section]`, `name = value`, comments after `#` or `;`, and
/// nested settings as indented lines below a name without a value, kept as `name.inner`. Other
/// lines are skipped, as in the SDKs.
struct ConfigurationText {
  /// By the name between the brackets, with single spaces.
  private(set) var sections: [String: [String: String]] = [:]

  init(_ text: String) {
    var section: String?
    var outer: String?
    for line in text.utf8.split(whereSeparator: { $0 == 10 || $0 == 13 }).map(Substring.init) {
      guard let first = line.utf8.first, !Self.isComment(first) else { continue }
      if first == UInt8(ascii: "[") {
        section = Self.sectionName(line)
        outer = nil
        if let section { sections[section] = sections[section] ?? [:] }
        continue
      }
      guard let section, let (name, value) = Self.setting(line) else { continue }
      if !Self.isBlank(first) {
        outer = value.isEmpty ? name : nil
        sections[section]?[name] = value
      } else if let outer {
        sections[section]?["\(outer).\(name)"] = value
      }
    }
  }

  /// `[profile  name]` gives `profile name`.
  private static func sectionName(_ line: Substring) -> String? {
    guard let end = line.utf8.firstIndex(of: UInt8(ascii: "]")) else { return nil }
    return words(line[..<end].dropFirst()).joined(separator: " ")
  }

  private static func setting(_ line: Substring) -> (name: String, value: String)? {
    guard let sign = line.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    let name = trimmed(line[..<sign]).lowercased()
    guard !name.isEmpty else { return nil }
    return (name, trimmed(withoutComment(line[line.utf8.index(after: sign)...])))
  }

  /// A comment in a line starts after a blank, since keys may contain `#`.
  private static func withoutComment(_ value: Substring) -> Substring {
    let bytes = value.utf8
    for index in bytes.indices where isComment(bytes[index]) {
      if index == bytes.startIndex || isBlank(bytes[bytes.index(before: index)]) {
        return value[..<index]
      }
    }
    return value
  }

  private static func words(_ text: Substring) -> [String] {
    text.utf8.split(whereSeparator: isBlank).map { String(Substring($0)) }
  }

  private static func trimmed(_ text: Substring) -> String {
    guard let first = text.utf8.firstIndex(where: { !isBlank($0) }),
      let last = text.utf8.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(text[first...last])
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
  private static func isComment(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "#") || byte == UInt8(ascii: ";")
  }
}
