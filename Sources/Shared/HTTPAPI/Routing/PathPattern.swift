import Bytes

/// The paths of a route: `/v1/kingdoms/{kingdom}/leaderboards/{metric}.csv`.
///
/// A part is a text, a parameter in braces, or a parameter followed by a text.
struct PathPattern: Hashable, Sendable {
  enum Part: Hashable, Sendable {
    case text(String)
    case parameter(String, suffix: String)
  }

  let parts: [Part]

  init(_ text: String) {
    parts = text.split(separator: "/").map { part in
      guard part.first == "{", let end = part.firstIndex(of: "}") else {
        return .text(String(part))
      }
      return .parameter(
        String(part[part.index(after: part.startIndex)..<end]),
        suffix: String(part[part.index(after: end)...]))
    }
  }

  /// The parameters of a path; `nil` if it does not match.
  func match(_ path: RequestPath) -> [PathMatch]? {
    guard path.parts.count == parts.count else { return nil }
    return match(path, count: parts.count)
  }

  /// The first parameters, if everything before them matches.
  func firstParameter(of path: RequestPath) -> PathMatch? {
    let count = parts.prefix { if case .text = $0 { true } else { false } }.count + 1
    guard count <= path.parts.count, count <= parts.count else { return nil }
    return match(path, count: count)?.first
  }

  private func match(_ path: RequestPath, count: Int) -> [PathMatch]? {
    var matches: [PathMatch] = []
    for (part, found) in zip(parts.prefix(count), path.parts) {
      switch part {
      case .text(let text):
        guard found == text else { return nil }
      case .parameter(let name, let suffix):
        guard found.hasSuffix(suffix) else { return nil }
        matches.append(
          PathMatch(name: name, text: String(found.dropLast(suffix.count)), part: found))
      }
    }
    return matches
  }
}

/// The text of a parameter in a path.
struct PathMatch: Hashable, Sendable {
  let name: String
  let text: String
  /// The whole part of the path, including the text after the parameter.
  let part: String
}

/// The parsed path of a request.
struct RequestPath: Hashable, Sendable {
  /// The parts between slashes, decoded; empty ones are dropped.
  let parts: [String]

  /// - Throws: a 404 problem if it is not percent-encoded UTF-8.
  init(_ path: String) throws(ProblemDetails) {
    var parts: [String] = []
    for part in path.utf8.split(separator: UInt8(ascii: "/")) {
      guard let decoded = PercentDecoding.decode(Substring(part)) else {
        throw .notFound("The path is not percent-encoded UTF-8.")
      }
      parts.append(decoded)
    }
    self.parts = parts
  }
}
