/// Why variables of the environment cannot be put into a text.
struct VariableError: Error, Hashable {
  let reason: String
}

/// Replaces `${NAME}` and `${NAME:default}` by variables of the environment.
///
/// An empty variable counts as one that is not set. A default ends at the first `}`. `$${` stands for
/// `${`; any other `$` stands for itself.
enum VariableSubstitution {
  /// - Throws: for `${NAME}` without such a variable, a name that is none, or a missing `}`.
  static func substitute(
    _ variables: [String: String], in text: String
  ) throws(VariableError) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "$") {
      result += rest[..<start]
      rest = rest[start...]
      if rest.hasPrefix("$${") {
        result += "${"
        rest = rest.dropFirst(3)
      } else if rest.hasPrefix("${") {
        guard let end = rest.firstIndex(of: "}") else {
          throw VariableError(reason: "'${' has no '}'")
        }
        result += try value(of: rest[..<end].dropFirst(2), variables)
        rest = rest[rest.index(after: end)...]
      } else {
        result += "$"
        rest = rest.dropFirst()
      }
    }
    return result + rest
  }

  /// - Parameter expression: `NAME` or `NAME:default`.
  private static func value(
    of expression: Substring, _ variables: [String: String]
  ) throws(VariableError) -> String {
    let parts = expression.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard isName(name) else {
      throw VariableError(
        reason: "'${\(expression)}' names no variable; expected ${NAME} or ${NAME:default}")
    }
    if let value = variables[name], !value.isEmpty { return value }
    guard parts.count == 2 else {
      throw VariableError(
        reason: "the variable \(name) is not set; set it, or write ${\(name):default}")
    }
    return String(parts[1])
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return text.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
  }
}
