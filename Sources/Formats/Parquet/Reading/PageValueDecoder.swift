/// Turns the pages of one column chunk, one after another, into values.
protocol PageValueDecoder {
  /// The values of all pages so far.
  var storage: ColumnValues.Storage { get }

  /// Takes the values of the dictionary page, which are in PLAIN encoding.
  mutating func readDictionary(_ cursor: ByteCursor, count: Int) throws(ParquetError)

  /// Appends the rows of a data page.
  /// - Parameters:
  ///   - cursor: At the first byte behind the levels.
  ///   - presence: One byte for each row of the page; nil if all have a value.
  mutating func append(
    _ cursor: ByteCursor, encoding: Encoding, rows: PageRows
  ) throws(ParquetError)
}

extension PageValueDecoder {
  func unsupported(_ encoding: Encoding, of type: String) -> ParquetError {
    ParquetError(.unsupported, expected: "an encoding of \(type)", found: "\(encoding)")
  }

  /// The dictionary numbers of a data page, each checked to be one of `entryCount`.
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
  /// Moves the last `rows.presentCount` elements apart, so that each stands at its row; where a
  /// row is null stands `filler`.
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
