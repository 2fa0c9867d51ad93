internal import JSON
internal import Rankings

/// Where the table lies in a JSON text.
struct JSONTable {
  let format: UploadFormat
  /// Where its first element begins, or the blanks before it.
  let start: Int
  /// The scan of the whole text as it stood at the beginning of the array.
  private let surroundings: JSONScanner

  var isInArray: Bool { format != .jsonLines }

  /// Whether a text is meant as JSON: a bracket and what can follow it there.
  static func isLikely(_ text: UnsafeRawBufferPointer) -> Bool {
    let start = text.skippingBlanks(from: 0)
    guard start < text.count else { return false }
    let second = text.skippingBlanks(from: start + 1)
    let following = second < text.count ? text[second] : nil
    return switch text[start] {
    case UInt8(ascii: "{"): following.map { #""}"#.utf8.contains($0) } ?? true
    case UInt8(ascii: "["): following.map { "{[]".utf8.contains($0) } ?? true
    default: false
    }
  }

  /// Finds the table: a text that begins with a bracket is an array; one that begins with an
  /// object has the array in it, or else is a sequence of objects, and so it is too where that
  /// first object has an id.
  init(in text: UnsafeRawBufferPointer, limits: IntakeLimits) throws(Refusal) {
    var scanner = JSONScanner(text, depthLimit: limits.jsonDepth)
    do throws(JSONError) {
      if try scanner.next() == .beginArray {
        (format, start, surroundings) = (.jsonArray, scanner.position, scanner)
      } else if let name = try Self.findMember(&scanner, in: text) {
        (format, start, surroundings) = (.jsonMember(name), scanner.position, scanner)
      } else {
        (format, start, surroundings) = (.jsonLines, 0, scanner)
      }
    } catch {
      throw Refusal(error, in: text, row: nil)
    }
  }

  /// Goes to the first array of objects within an object, and tells the name it stands under.
  private static func findMember(
    _ scanner: inout JSONScanner, in text: UnsafeRawBufferPointer
  ) throws(JSONError) -> String? {
    var name = ""
    var empty: (scanner: JSONScanner, name: String)?
    while true {
      switch try scanner.next() {
      case .key(let key):
        name = text.header(key)
        let column = ColumnAliases.meaning(of: HeaderName(name))?.column
        if column == .id, scanner.depth == 1 { return nil }
      case .beginArray:
        switch text.byte(at: text.skippingBlanks(from: scanner.position)) {
        case UInt8(ascii: "{"): return name
        case UInt8(ascii: "]"): empty = empty ?? (scanner, name)
        default: try scanner.skipValue()
        }
      case .end:
        if let empty { scanner = empty.scanner }
        return empty?.name
      default: continue
      }
    }
  }

  /// Makes sure that nothing is wrong behind the table, and that there is no second one.
  /// - Parameter end: where the array ends.
  func checkRest(of text: UnsafeRawBufferPointer, after end: Int) throws(Refusal) {
    guard isInArray else { return }
    let second: String?
    do throws(JSONError) {
      second = try nameOfSecondTable(in: text, after: end)
    } catch {
      throw Refusal(error, in: text, row: nil)
    }
    if let second {
      throw Refusal(
        .noTable, at: Refusal.Place(column: second), found: "a second array of objects",
        expected: "one array with an object for each player")
    }
  }

  private func nameOfSecondTable(
    in text: UnsafeRawBufferPointer, after end: Int
  ) throws(JSONError) -> String? {
    var scanner = surroundings
    scanner.resume(afterArrayEndingAt: end)
    var name = ""
    while true {
      switch try scanner.next() {
      case .key(let key): name = text.header(key)
      case .beginArray:
        let next = text.skippingBlanks(from: scanner.position)
        if text.byte(at: next) == UInt8(ascii: "{") { return name }
      case .end:
        let rest = text.skippingBlanks(from: scanner.position)
        if rest == text.count { return nil }
        throw JSONError(.unexpected, at: rest, expected: "nothing after the table")
      default: continue
      }
    }
  }
}

extension UnsafeRawBufferPointer {
  /// The first position from `start` on at which no JSON blank stands.
  func skippingBlanks(from start: Int) -> Int {
    var scanner = JSONScanner(self, at: start)
    scanner.skipBlanks()
    return scanner.position
  }

  func byte(at position: Int) -> UInt8? {
    position < count ? self[position] : nil
  }

  /// A key as it is quoted in a report.
  func header(_ key: JSONString) -> String {
    var text = CellText(in: self)
    let form = key.hasEscapes ? Cell.Form.escaped : .plain
    return text.excerpt(of: Cell(form, from: key.range.lowerBound, to: key.range.upperBound))
  }
}

extension Refusal {
  /// What is wrong with a JSON text, where, and in which of its rows.
  init(_ error: JSONError, in text: UnsafeRawBufferPointer, row: Int?) {
    let place = Place(row: row, line: LineNumber.of(error.offset, in: text))
    let rest = UnsafeRawBufferPointer(rebasing: text[error.offset...])
    let found = rest.isEmpty ? "the end of the file" : Excerpt.text(rest, from: 0)
    self.init(
      error.code == .tooDeep ? .limitExceeded : .invalidJSON, at: place, found: found,
      expected: error.expected)
  }
}
