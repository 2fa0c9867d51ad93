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

  /// Finds the table. A text that begins with a bracket is one array. One that begins with an
  /// object has the table in the first array of objects within it, unless it is itself a row: more
  /// values follow it, or it has an id and the objects in the array have none.
  init(in text: UnsafeRawBufferPointer, limits: IntakeLimits) throws(Refusal) {
    var scanner = JSONScanner(text, depthLimit: limits.jsonDepth)
    do throws(JSONError) {
      if try scanner.next() == .beginArray {
        (format, start, surroundings) = (.jsonArray, scanner.position, scanner)
      } else if let array = try FirstObject.arrayOfRows(&scanner, in: text) {
        format = .jsonMember(array.name)
        (start, surroundings) = (array.scanner.position, array.scanner)
      } else {
        (format, start, surroundings) = (.jsonLines, 0, scanner)
      }
    } catch {
      throw Refusal(error, in: text, row: nil)
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

/// What the first object of a text tells about where the rows are.
private struct FirstObject {
  /// An array within the object, and the scan as it stood at its beginning.
  struct Array {
    let name: String
    let scanner: JSONScanner
  }

  private var name = ""
  private var hasID = false
  private var empty: Array?
  private var table: Array?
  private var tableHasID = false
  /// Whether the scan is within the first object of the table.
  private var isInFirstRow = false

  /// The array that holds the rows, or nil if the object is a row itself.
  /// - Parameter scanner: has begun the object.
  static func arrayOfRows(
    _ scanner: inout JSONScanner, in text: UnsafeRawBufferPointer
  ) throws(JSONError) -> Array? {
    var object = FirstObject()
    do throws(JSONError) {
      while try object.look(at: scanner.next(), scanner, in: text) {}
    } catch {
      // The way through the rows meets the error again and can tell the row it is in.
      if let table = object.table { return table }
      throw error
    }
    let isAlone = text.skippingBlanks(from: scanner.position) == text.count
    if !isAlone || object.hasID && !object.tableHasID { return nil }
    return object.table ?? object.empty
  }

  /// Takes note of a token.
  /// - Returns: whether the object goes on.
  private mutating func look(
    at token: JSONToken, _ scanner: JSONScanner, in text: UnsafeRawBufferPointer
  ) -> Bool {
    switch token {
    case .key(let key) where table == nil || scanner.depth == 1 || isInFirstRow:
      name = text.header(key)
      if ColumnAliases.meaning(of: HeaderName(name))?.column == .id { lookAtID(scanner.depth) }
    case .beginArray where table == nil:
      let array = Array(name: name, scanner: scanner)
      let next = text.byte(at: text.skippingBlanks(from: scanner.position))
      if next == UInt8(ascii: "]") { empty = empty ?? array }
      if next == UInt8(ascii: "{") {
        table = array
        isInFirstRow = true
      }
    case .endObject where scanner.depth == table?.scanner.depth: isInFirstRow = false
    default: break
    }
    return token != .end
  }

  private mutating func lookAtID(_ depth: Int) {
    if depth == 1 { hasID = true }
    if let table, isInFirstRow, depth == table.scanner.depth + 1 { tableHasID = true }
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
    self.init(
      error.code == .tooDeep ? .limitExceeded : .invalidJSON, at: place,
      found: Excerpt.text(text, from: error.offset), expected: error.expected)
  }
}
