internal import JSON

/// The elements of a JSON array, or consecutive JSON values, as rows.
struct JSONRowSource: RowSource {
  let text: UnsafeRawBufferPointer
  /// Whether the elements are in an array, with commas and a closing bracket.
  private let isInArray: Bool
  let limits: UploadLimits
  /// The position of the next element, or the end of the table.
  private(set) var position: Int
  private var isAtEnd = false
  private var keys: JSONKeys
  /// The form of the previous object.
  private var shape = JSONRowShape()
  /// Whether new keys are looked up, rather than skipped.
  private let learnsKeys: Bool
  /// Whether a key was skipped.
  private(set) var hasMetUnknownColumns = false
  private(set) var candidates: [CandidateColumn] = []
  /// The keys that were learnt, in the order in which they were met.
  private(set) var learnedKeys: [JSONKey] = []

  /// - Parameters:
  ///   - start: the first element, or the blanks before it, or the closing bracket.
  ///   - keys: the columns of the known keys; `nil` to find them on the way.
  init(
    _ text: UnsafeRawBufferPointer, from start: Int, isInArray: Bool, keys: JSONKeys?,
    limits: UploadLimits
  ) {
    self.text = text
    self.isInArray = isInArray
    self.limits = limits
    self.keys = keys ?? JSONKeys()
    learnsKeys = keys == nil
    position = text.skippingBlanks(from: start)
    if position == text.count {
      isAtEnd = !isInArray
    } else if isInArray, text[position] == UInt8(ascii: "]") {
      position += 1
      isAtEnd = true
    }
  }

  mutating func fill(_ grid: inout CellGrid, rows count: Int) throws(Rejection) {
    grid.removeAllRows()
    while grid.rowCount < count, !isAtEnd {
      grid.beginRow(at: position)
      grid.clearRow()
      let end = shape.read(text, at: position, ofUpTo: limits.cellBytes) { cell, column in
        grid.set(cell, column: column)
      }
      let rowEnd = if let end { end } else { try readRow(into: &grid) }
      if rowEnd - position > limits.rowBytes {
        throw .limit("bytes in a row", limits.rowBytes, row: grid.rowCount)
      }
      try advance(behind: rowEnd, grid.rowCount)
      grid.endRow(at: rowEnd)
    }
  }

  /// Reads an element of any kind and returns its end.
  @inline(never)
  private mutating func readRow(into grid: inout CellGrid) throws(Rejection) -> Int {
    grid.clearRow()
    shape.begin()
    var scanner = JSONScanner(text, at: position, depthLimit: limits.jsonDepth, readsNaN: true)
    if try token(&scanner, grid.rowCount) == .beginObject {
      try readMembers(&scanner, into: &grid)
    } else {
      try skip(&scanner, grid.rowCount)
      grid.markRow(
        .notAnObject, Cell(.misfit, from: position, to: excerptEnd(scanner.position, position)))
    }
    return scanner.position
  }

  /// Reads the members of an object up to its end.
  @inline(__always)
  private mutating func readMembers(
    _ scanner: inout JSONScanner, into grid: inout CellGrid
  ) throws(Rejection) {
    var place = 0
    var valueEnd = position
    while case .key(let key) = try token(&scanner, grid.rowCount) {
      let column: Int
      if let known = keys.column(of: key.range, place: place, in: text) {
        column = known
      } else {
        column = try learn(key, in: &grid)
      }
      let valueStart = text.skippingBlanks(from: scanner.position)
      let cell = try value(&scanner, grid.rowCount)
      if column >= 0 { grid.set(cell, column: column) }
      shape.note(valueEnd..<valueStart, column: column)
      valueEnd = scanner.position
      place &+= 1
    }
    shape.end(valueEnd..<scanner.position)
  }

  /// Reads the value of a member as a cell.
  @inline(__always)
  private func value(_ scanner: inout JSONScanner, _ row: Int) throws(Rejection) -> Cell {
    let cell: Cell
    switch try token(&scanner, row) {
    case .string(let string):
      try check(string.range, row)
      cell = Cell(
        string.hasEscapes ? .escaped : .plain, from: string.range.lowerBound,
        to: string.range.upperBound)
    case .number(let range):
      try check(range, row)
      cell = Cell(.number, from: range.lowerBound, to: range.upperBound)
    case .bool(_, let range):
      cell = Cell(.misfit, from: range.lowerBound, to: range.upperBound)
    case .beginArray, .beginObject:
      let start = scanner.position - 1
      try skip(&scanner, row)
      cell = Cell(.misfit, from: start, to: excerptEnd(scanner.position, start))
    case .null, .endArray, .endObject, .key, .end:
      cell = .missing
    }
    return cell
  }

  /// Skips the comma before the next element, or the closing bracket.
  private mutating func advance(behind element: Int, _ row: Int) throws(Rejection) {
    position = text.skippingBlanks(from: element)
    guard isInArray else {
      isAtEnd = position == text.count
      return
    }
    guard position < text.count, [UInt8(ascii: ","), UInt8(ascii: "]")].contains(text[position])
    else {
      let code = position < text.count ? JSONError.Code.unexpected : .cutShort
      throw Rejection(JSONError(code, at: position, expected: "a comma or ]"), in: text, row: row)
    }
    isAtEnd = text[position] == UInt8(ascii: "]")
    position = isAtEnd ? position + 1 : text.skippingBlanks(from: position + 1)
  }
}

// MARK: Blank rows

extension JSONRowSource {
  /// Whether a row is an object without values.
  func isBlank(_ row: Range<Int>) -> Bool {
    var scanner = JSONScanner(
      text, at: row.lowerBound, depthLimit: limits.jsonDepth, readsNaN: true)
    guard (try? scanner.next()) == .beginObject else { return false }
    while let token = try? scanner.next() {
      switch token {
      case .key, .null: continue
      case .string(let string):
        let content = UnsafeRawBufferPointer(rebasing: text[string.range])
        if !content.trimmingBlanks().isEmpty { return false }
      case .endObject: return true
      default: return false
      }
    }
    return false
  }
}

// MARK: Keys

extension JSONRowSource {
  /// The column of a new key, -1 if it is not read.
  @inline(never)
  private mutating func learn(_ key: JSONString, in grid: inout CellGrid) throws(Rejection) -> Int {
    guard learnsKeys else {
      hasMetUnknownColumns = true
      return -1
    }
    if learnedKeys.count >= limits.columns {
      throw .limit("different keys", limits.columns, row: grid.rowCount)
    }
    try check(key.range, grid.rowCount)
    let named = HeaderColumn(key: text.header(key))
    var column = -1
    if let meaning = named.meaning {
      column = candidates.count
      candidates.append(CandidateColumn(header: named.header, meaning: meaning, index: column))
      grid.addColumn()
    }
    let written = keys.add(key.range, column: column, in: text)
    learnedKeys.append(JSONKey(written: written, column: named))
    return column
  }
}

// MARK: Details

extension JSONRowSource {
  @inline(__always)
  private func token(_ scanner: inout JSONScanner, _ row: Int) throws(Rejection) -> JSONToken {
    do throws(JSONError) {
      return try scanner.next()
    } catch {
      throw Rejection(error, in: text, row: row)
    }
  }

  /// Goes to the end of the array or object that was begun; a scalar is already complete.
  private func skip(_ scanner: inout JSONScanner, _ row: Int) throws(Rejection) {
    let outside = max(scanner.depth - 1, 0)
    while scanner.depth > outside { _ = try token(&scanner, row) }
  }

  /// The end of a value that is only quoted in a report.
  private func excerptEnd(_ end: Int, _ start: Int) -> Int {
    min(end, start + Excerpt.maxBytes + 1)
  }

  @inline(__always)
  private func check(_ range: Range<Int>, _ row: Int) throws(Rejection) {
    if range.count > limits.cellBytes {
      throw .limit("bytes in a cell", limits.cellBytes, row: row)
    }
  }
}
