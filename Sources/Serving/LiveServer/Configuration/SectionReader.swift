/// Reads the settings of a section by name, and finds the ones that nobody asked for.
///
/// What is asked for is the schema: `close` reports every other key with the expected names.
final class SectionReader {
  let line: Int
  private let path: String
  private let members: [SettingNode.Member]
  private let faults: FaultCollector
  private var known: [String] = []

  /// - Parameter path: of the section; empty for the file.
  init(_ node: SettingNode, path: String = "", faults: FaultCollector) {
    self.path = path
    self.faults = faults
    line = node.line
    switch node.content {
    case .section(let members): self.members = members
    case .empty: members = []
    case .scalar, .list:
      members = []
      faults.add(path, "expected settings by name, found \(node.kind)", line: node.line)
    }
  }

  // MARK: Values

  /// A setting of a type of its own.
  /// - Parameters:
  ///   - expected: completes "expected …".
  ///   - isSecret: keeps the text out of messages.
  ///   - parse: gets the text and whether it is quoted; `nil` refuses it.
  /// - Returns: `nil` if the setting is absent, or refused.
  func value<Value>(
    _ name: String, expected: String, isSecret: Bool = false,
    parse: (String, _ isQuoted: Bool) -> Value?
  ) -> Value? {
    guard let member = member(name) else { return nil }
    var found = member.value.kind
    if case .scalar(let text, let isQuoted) = member.value.content {
      if let value = parse(text, isQuoted) { return value }
      if !isSecret { found = isQuoted ? "the text '\(text)'" : "'\(text)'" }
    }
    faults.add(pathOf(name), "expected \(expected), found \(found)", line: member.value.line)
    return nil
  }

  func text(_ name: String) -> String? {
    value(name, expected: "a text") { text, _ in text.isEmpty ? nil : text }
  }

  /// A text that may be empty and stays out of messages, such as a password.
  func secret(_ name: String) -> String? {
    value(name, expected: "a text", isSecret: true) { text, _ in text }
  }

  func flag(_ name: String) -> Bool? {
    value(name, expected: "true or false") { text, isQuoted in isQuoted ? nil : Bool(text) }
  }

  func integer(_ name: String, in range: ClosedRange<Int>) -> Int? {
    value(name, expected: "\(range.lowerBound) to \(range.upperBound)") { text, isQuoted in
      guard !isQuoted, let number = Int(text), range.contains(number) else { return nil }
      return number
    }
  }

  func duration(_ name: String, in range: ClosedRange<Duration>) -> Duration? {
    let bounds = [range.lowerBound, range.upperBound].map { DurationText.text(of: $0) }
    return value(
      name, expected: "a duration from \(bounds[0]) to \(bounds[1]), such as 5s or 30m"
    ) { text, _ in
      DurationText.parse(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// A list of texts; a single text is a list of one.
  func texts(_ name: String) -> [String]? {
    guard let member = member(name) else { return nil }
    let elements =
      if case .list(let elements) = member.value.content { elements } else { [member.value] }
    var texts: [String] = []
    for element in elements {
      if case .scalar(let text, _) = element.content, !text.isEmpty {
        texts.append(text)
      } else {
        faults.add(pathOf(name), "expected texts, found \(element.kind)", line: element.line)
      }
    }
    return texts
  }

  // MARK: Sections

  /// Whether the section or setting is in the file; does not read it.
  func has(_ name: String) -> Bool { members.contains { $0.name == name } }

  /// - Returns: `nil` if the section is absent.
  @discardableResult
  func section<Result>(_ name: String, _ read: (SectionReader) -> Result) -> Result? {
    member(name).map { self.read($0.value, pathOf(name), read) }
  }

  /// A list of sections.
  func sections<Result>(_ name: String, _ read: (SectionReader) -> Result) -> [Result] {
    guard let member = member(name) else { return [] }
    switch member.value.content {
    case .list(let elements):
      return elements.enumerated().map { index, element in
        self.read(element, "\(pathOf(name))[\(index)]", read)
      }
    case .empty: return []
    case .scalar, .section:
      faults.add(
        pathOf(name), "expected a list, found \(member.value.kind)", line: member.value.line)
      return []
    }
  }

  private func read<Result>(
    _ node: SettingNode, _ path: String, _ read: (SectionReader) -> Result
  ) -> Result {
    let section = SectionReader(node, path: path, faults: faults)
    defer { section.close() }
    return read(section)
  }

  // MARK: Faults

  /// Reports a fault of a setting, or of the section if there is no name.
  func refuse(_ name: String? = nil, _ reason: String) {
    let line = name.flatMap { name in members.first { $0.name == name }?.line } ?? self.line
    faults.add(name.map(pathOf) ?? path, reason, line: line)
  }

  /// Reports the keys that nobody asked for.
  func close() {
    for member in members where !known.contains(member.name) {
      let expected = known.sorted().joined(separator: ", ")
      let suggestion =
        NearestName.of(member.name, in: known).map { "; did you mean \($0)?" } ?? "."
      faults.add(
        pathOf(member.name), "unknown key\(suggestion) Expected: \(expected)", line: member.line)
    }
  }

  private func member(_ name: String) -> SettingNode.Member? {
    if !known.contains(name) { known.append(name) }
    guard let member = members.first(where: { $0.name == name }) else { return nil }
    if case .empty = member.value.content { return nil }
    return member
  }

  private func pathOf(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
}

extension SettingNode {
  /// For "found …", without texts, which may be secrets.
  fileprivate var kind: String {
    switch content {
    case .empty: "nothing"
    case .scalar: "a text"
    case .list: "a list"
    case .section: "settings by name"
    }
  }
}
