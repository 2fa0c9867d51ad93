internal import JSON

/// The place of the table in a JSON text.
struct JSONTable: Sendable {
  enum Form: Sendable, Equatable {
    /// One array of objects.
    case array
    /// An object with one array of objects, under this name.
    case member(String)
    /// Consecutive objects, usually one per line.
    case lines
  }

  let form: Form
  /// The position of its first element, or of the blanks before it.
  let start: Int
  /// What is open where the array has just begun.
  private let nesting: JSONScanner.Nesting

  var isInArray: Bool { form != .lines }

  /// Whether a text is meant as JSON: a bracket and what can follow it.
  static func isLikely(_ text: UnsafeRawBufferPointer) -> Bool {
    let start = text.skippingBlanks(from: 0)
    let following = text.byte(at: text.skippingBlanks(from: start + 1))
    return switch text.byte(at: start) {
    case UInt8(ascii: "{"): following.map { #""}"#.utf8.contains($0) } ?? true
    case UInt8(ascii: "["): following.map { "{[]".utf8.contains($0) } ?? true
    default: false
    }
  }

  /// Finds the table. A text that starts with a bracket is one array. A text that starts with an
  /// object contains the table in an array, unless it is itself a row: it has an id and no array of
  /// objects with ids, or more values follow it. The latter may be visible only at its end; see
  /// `isWhole`.
  init(in text: UnsafeRawBufferPointer, limits: UploadLimits) throws(Rejection) {
    var scanner = JSONScanner(text, depthLimit: limits.jsonDepth, readsNaN: true)
    do throws(JSONError) {
      if try scanner.next() == .beginArray {
        (form, start, nesting) = (.array, scanner.position, scanner.nesting)
      } else if let array = try Self.arrayOfRows(&scanner, in: text) {
        form = .member(array.name)
        (start, nesting) = (array.scanner.position, array.scanner.nesting)
      } else {
        (form, start, nesting) = (.lines, 0, scanner.nesting)
      }
    } catch {
      throw Rejection(error, in: text, row: nil)
    }
  }

  /// The whole text as rows, one after the other.
  private init(linesOf table: JSONTable) {
    (form, start, nesting) = (.lines, 0, table.nesting)
  }

  var asLines: JSONTable { JSONTable(linesOf: self) }

  private static func arrayOfRows(
    _ scanner: inout JSONScanner, in text: UnsafeRawBufferPointer
  ) throws(JSONError) -> JSONTableSearch.Array? {
    var search = JSONTableSearch(in: text)
    try search.run(&scanner)
    if let table = search.table { return table }
    let isAlone = text.skippingBlanks(from: scanner.position) == text.count
    return isAlone && !search.hasID ? search.other : nil
  }

  /// Checks that nothing is wrong after the table, and that there is no second one.
  /// - Parameter end: the end of the array.
  /// - Returns: `false` if the object around the array is the first of several, so that they are
  ///   the rows.
  func isWhole(
    _ text: UnsafeRawBufferPointer, after end: Int, limits: UploadLimits
  ) throws(Rejection) -> Bool {
    guard isInArray else { return true }
    var scanner = JSONScanner(text, depthLimit: limits.jsonDepth, readsNaN: true)
    var search = JSONTableSearch(in: text)
    do throws(JSONError) {
      scanner.resume(afterArrayEndingAt: end, in: nesting)
      try search.run(&scanner)
    } catch {
      throw Rejection(error, in: text, row: nil)
    }
    if let second = search.table {
      throw Rejection(
        .noTable, at: Rejection.Place(column: second.name), found: "a second array of objects",
        expected: "one array with an object for each player")
    }
    let rest = text.skippingBlanks(from: scanner.position)
    if rest == text.count { return true }
    if form != .array, text[rest] == UInt8(ascii: "{") { return false }
    let error = JSONError(.unexpected, at: rest, expected: "nothing after the table")
    throw Rejection(error, in: text, row: nil)
  }
}

extension UnsafeRawBufferPointer {
  /// The first position from `start` on without a JSON blank.
  func skippingBlanks(from start: Int) -> Int {
    var scanner = JSONScanner(self, at: start)
    scanner.skipBlanks()
    return scanner.position
  }

  func byte(at position: Int) -> UInt8? {
    position < count ? self[position] : nil
  }

  /// A key, cut for a report.
  func header(_ key: JSONString) -> String {
    var text = CellText(in: self)
    let form = key.hasEscapes ? Cell.Form.escaped : .plain
    return text.excerpt(of: Cell(form, from: key.range.lowerBound, to: key.range.upperBound))
  }
}

extension Rejection {
  /// The error of a JSON text, with its place and row.
  init(_ error: JSONError, in text: UnsafeRawBufferPointer, row: Int?) {
    let place = Place(row: row, line: LineNumber.of(error.offset, in: text))
    self.init(
      error.code == .tooDeep ? .limitExceeded : .invalidJSON, at: place,
      found: Excerpt.text(text, from: error.offset), expected: error.expected)
  }
}
