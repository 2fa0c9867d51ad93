/// The folded names and alliances, and the ids of a snapshot, for searching.
struct SearchTexts: Sendable {
  private let ids: [Int64]
  private var names = FoldedTexts()
  private var alliances = FoldedTexts()

  init(ids: [Int64], names: WholeTexts, alliances: WholeTexts) {
    self.ids = ids
    var folding = SearchFolding()
    for text in names.all { self.names.append(text, &folding) }
    for text in alliances.all { self.alliances.append(text, &folding) }
  }

  /// The approximate memory.
  var byteCount: Int { names.byteCount + alliances.byteCount }

  /// The matching rows with their grades, in row order.
  func rows(matching search: PlayerSearch) -> [(row: Int, grade: SearchGrade)] {
    search.needle.withUnsafeBytes { needle in
      names.withUnsafeTexts { names in
        alliances.withUnsafeTexts { alliances in
          ids.indices.compactMap { row in
            grade(
              search, needle, name: names(row), alliance: alliances(row), id: ids[row]
            ).map { (row, $0) }
          }
        }
      }
    }
  }

  private func grade(
    _ search: PlayerSearch, _ needle: UnsafeRawBufferPointer, name: UnsafeRawBufferPointer,
    alliance: UnsafeRawBufferPointer, id: Int64
  ) -> SearchGrade? {
    var grades: [SearchGrade?] = []
    if search.isNumber {
      let digits = String(id).utf8
      if digits.starts(with: needle) {
        grades.append(digits.count == needle.count ? .id : .idBegins)
      }
    }
    switch Occurrence(of: needle, in: name) {
    case .whole: grades.append(.name)
    case .beginning: grades.append(.nameBegins)
    case .wordBeginning: grades.append(.wordBegins)
    case .within: grades.append(.nameContains)
    case nil: break
    }
    switch Occurrence(of: needle, in: alliance) {
    case .whole: grades.append(.alliance)
    case .beginning, .wordBeginning, .within: grades.append(.allianceContains)
    case nil: break
    }
    return grades.compactMap { $0 }.min()
  }
}

/// The position of a text in another one.
private enum Occurrence {
  case whole, beginning, wordBeginning, within

  /// The best of all occurrences; `nil` if there is none.
  init?(of needle: UnsafeRawBufferPointer, in text: UnsafeRawBufferPointer) {
    guard needle.count <= text.count, let first = needle.first else { return nil }
    var isWithin = false
    for start in 0...(text.count - needle.count) where text[start] == first {
      guard (1..<needle.count).allSatisfy({ text[start + $0] == needle[$0] }) else { continue }
      if start == 0 {
        self = needle.count == text.count ? .whole : .beginning
        return
      }
      if !Self.isOfWord(text[start - 1]) {
        self = .wordBeginning
        return
      }
      isWithin = true
    }
    guard isWithin else { return nil }
    self = .within
  }

  /// ASCII letters and digits, and everything beyond ASCII.
  private static func isOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
      true
    default: false
    }
  }
}

/// Folded texts, concatenated.
private struct FoldedTexts: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [UInt32] = []

  var byteCount: Int { bytes.capacity + ends.placesByteCount }

  mutating func append(_ text: String?, _ folding: inout SearchFolding) {
    for scalar in (text ?? "").unicodeScalars { folding.append(scalar, to: &bytes) }
    ends.append(UInt32(clamping: bytes.count))
  }

  /// Calls `body` with the text of each row.
  func withUnsafeTexts<Result>(
    _ body: ((Int) -> UnsafeRawBufferPointer) -> Result
  ) -> Result {
    bytes.withUnsafeBytes { all in
      body { row in
        UnsafeRawBufferPointer(
          rebasing: all[Int(row == 0 ? 0 : ends[row - 1])..<Int(ends[row])])
      }
    }
  }
}
