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
    path.parts.count == parts.count ? match(path, count: parts.count) : nil
  }

  /// The first parameters, if everything before them matches.
  func firstParameter(of path: RequestPath) -> PathMatch? {
    let count = parts.prefix { if case .text = $0 { true } else { false } }.count + 1
    guard count <= path.parts.count, count <= parts.count else { return nil }
    return match(path, count: count)?.first
  }

  private func match(_ path: RequestPath, count: Int) -> [PathMatch]? {
    for index in 0..<count where !parts[index].matches(path.parts[index]) { return nil }
    return (0..<count).compactMap { parts[$0].parameter(in: path.parts[$0]) }
  }
}

extension PathPattern.Part {
  fileprivate func matches(_ found: String) -> Bool {
    switch self {
    case .text(let text): found == text
    case .parameter(_, let suffix): suffix.isEmpty || found.hasSuffix(suffix)
    }
  }

  /// The parameter in a part of a path that matches; `nil` for a text.
  fileprivate func parameter(in found: String) -> PathMatch? {
    guard case .parameter(let name, let suffix) = self else { return nil }
    let text = suffix.isEmpty ? found : String(found.dropLast(suffix.count))
    return PathMatch(name: name, text: text, part: found)
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
    var path = path
    let parts = path.withUTF8 { bytes in
      let parts = bytes.split(separator: UInt8(ascii: "/"))
      let decoded = parts.compactMap { PercentDecoding.decode($0) }
      return decoded.count == parts.count ? decoded : nil
    }
    guard let parts else { throw .notFound("The path is not percent-encoded UTF-8.") }
    self.parts = parts
  }
}
