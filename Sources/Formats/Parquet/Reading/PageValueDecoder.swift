/// Decodes the pages of one column chunk, one after another.
protocol PageValueDecoder {
  /// The values of all pages so far.
  var storage: ColumnValues.Storage { get }

  /// Reads the values of the dictionary page, which are in PLAIN encoding.
  mutating func readDictionary(_ cursor: ByteCursor, count: Int) throws(ParquetError)

  /// Appends the rows of a data page.
  /// - Parameters:
  ///   - cursor: at the first byte after the levels.
  ///   - presence: one byte per row of the page; `nil` if all have a value.
  mutating func append(
    _ cursor: ByteCursor, encoding: Encoding, rows: PageRows
  ) throws(ParquetError)
}

extension PageValueDecoder {
  func unsupported(_ encoding: Encoding, of type: String) -> ParquetError {
    ParquetError(.unsupported, expected: "an encoding of \(type)", found: "\(encoding)")
  }

  /// The dictionary numbers of a data page, each checked against `entryCount`.
  func dictionaryNumbers(
    _ cursor: ByteCursor, count: Int, entryCount: Int?
  ) throws(ParquetError) -> [UInt32] {
    var cursor = cursor
    guard let entryCount else {
      throw cursor.malformed(expected: "a dictionary page first", found: "none")
    }
    var numbers = [UInt32](repeating: 0, count: count)
    if count == 0 { return numbers }
    let width = Int(try cursor.byte())
    guard width <= RunLengthHybridDecoder.maxWidth else {
      throw cursor.malformed(expected: "a width of at most 32 bits", found: "\(width)")
    }
    try numbers.withUnsafeMutableBufferPointer { numbers throws(ParquetError) in
      try RunLengthHybridDecoder.decode(&cursor, width: width, into: numbers)
    }
    var maximum: UInt32 = 0
    for number in numbers { maximum = max(maximum, number) }
    guard Int(maximum) < entryCount else {
      throw cursor.malformed(
        expected: "numbers of \(entryCount) dictionary entries", found: "\(maximum)")
    }
    return numbers
  }
}

extension Array {
  /// Spreads the last `rows.presentCount` elements to their rows; null rows get `filler`.
  mutating func spread(_ rows: PageRows, filler: Element) {
    guard let presence = rows.presence else {
      if rows.presentCount == 0 {
        append(contentsOf: repeatElement(filler, count: rows.nullCount))
      }
      return
    }
    append(contentsOf: repeatElement(filler, count: rows.nullCount))
    var source = count - rows.nullCount
    var target = count
    withUnsafeMutableBufferPointer { elements in
      for level in presence.reversed() {
        target -= 1
        if level & 1 == 1 {
          source -= 1
          elements[target] = elements[source]
        } else {
          elements[target] = filler
        }
      }
    }
  }
}
