import Datasets
import Storage
import Time

/// An invalid key of a lake.
package struct LakeKeyError: Error, Hashable, Sendable {
  /// The key as given.
  package let key: String
  /// The invalid part of the key, such as `kingdom=fifty-one`, or all of it.
  package let part: String
  /// What was expected.
  package let expected: String
}

extension LakeKey {
  /// Parses a key; formatting the result gives the same text.
  /// - Throws: `LakeKeyError` with the first invalid part.
  package init(parsing key: String) throws(LakeKeyError) {
    var parts = LakeKeyParts(key)
    let area = try parts.area()
    let source = try parts.value(of: "source", expected: "source=rok_players") {
      Source(rawValue: String($0))
    }
    let kingdom = try parts.value(of: "kingdom", expected: "kingdom=NUMBER, such as kingdom=51") {
      Kingdom($0)
    }
    let date = try parts.value(of: "dt", expected: "dt=YYYY-MM-DD, such as dt=2026-01-26") {
      CalendarDate($0)
    }
    let snapshot = SnapshotID(source: source, kingdom: kingdom, date: date)
    switch area {
    case .inbox: self = .inbox(snapshot, file: try parts.file())
    case .raw: self = .raw(snapshot, try parts.run(), file: try parts.file())
    case .rejected: self = .rejected(snapshot, try parts.run(), file: try parts.file())
    case .curated:
      try parts.file(named: Self.curatedFile)
      self = .curated(snapshot)
    case .reports:
      self = .report(snapshot, try parts.run())
      try parts.file(named: Self.reportFile)
    }
  }
}

/// Walks the parts of a key from left to right.
private struct LakeKeyParts {
  private let key: String
  private var rest: ArraySlice<Substring>

  init(_ key: String) {
    self.key = key
    // By scalars: a slash and a combining mark after it are one character, which is not a slash.
    rest =
      key.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false)
      .map { Substring($0) }[...]
  }

  mutating func area() throws(LakeKeyError) -> LakeArea {
    let part = rest.popFirst() ?? ""
    guard let area = LakeArea(rawValue: String(part)) else {
      let areas = LakeArea.allCases.map(\.rawValue).joined(separator: ", ")
      throw LakeKeyError(key: key, part: String(part), expected: "one of \(areas)")
    }
    return area
  }

  mutating func value<Value>(
    of name: String, expected: String, _ parse: (Substring) -> Value?
  ) throws(LakeKeyError) -> Value {
    let part = rest.popFirst() ?? ""
    guard part.hasPrefix("\(name)="), let value = parse(part.dropFirst(name.count + 1)) else {
      throw LakeKeyError(key: key, part: String(part), expected: expected)
    }
    return value
  }

  mutating func run() throws(LakeKeyError) -> RunTimestamp {
    try value(of: "run_ts", expected: "run_ts=YYYYMMDDThhmmssZ, such as run_ts=20260126T153012Z") {
      RunTimestamp($0)
    }
  }

  mutating func file() throws(LakeKeyError) -> FileName {
    let part = rest.joined(separator: "/")
    guard let name = FileName(part) else {
      throw LakeKeyError(
        key: key, part: part,
        expected: "a file name of at most 200 bytes, no folder, not beginning with a dot")
    }
    return name
  }

  mutating func file(named name: String) throws(LakeKeyError) {
    let part = rest.joined(separator: "/")
    guard part == name else { throw LakeKeyError(key: key, part: part, expected: name) }
  }
}
