/// The least and the greatest value of a page or a chunk, ready to be written.
struct Bounds: Sendable, Equatable {
  var minimum: ColumnValue
  var maximum: ColumnValue
  var isMinimumExact = true
  var isMaximumExact = true

  mutating func formUnion(_ other: Bounds) {
    if other.minimum < minimum {
      minimum = other.minimum
      isMinimumExact = other.isMinimumExact
    }
    if maximum < other.maximum {
      maximum = other.maximum
      isMaximumExact = other.isMaximumExact
    }
  }
}

extension Bounds {
  /// The bounds of one value, cut to `byteCount` bytes.
  init(repeating value: ColumnValue, byteCount: Int) {
    if case .bytes(let bytes) = value {
      self.init(least: bytes, greatest: bytes, byteCount: byteCount)
    } else {
      self.init(minimum: value, maximum: value)
    }
  }

  /// The bounds of integers; nil if there are none.
  init?<Value: StoredInteger>(_ values: UnsafeBufferPointer<Value>) {
    guard let first = values.first else { return nil }
    var least = first
    var greatest = first
    for value in values {
      least = min(least, value)
      greatest = max(greatest, value)
    }
    self.init(minimum: least.columnValue, maximum: greatest.columnValue)
  }

  /// The bounds of the rows that are present, cut to `byteCount` bytes; nil if there are none.
  init?(
    _ values: ByteArrays, rows: Range<Int>, presence: UnsafePointer<UInt8>?, byteCount: Int
  ) {
    var least: (row: Int, prefix: UInt64)?
    var greatest: (row: Int, prefix: UInt64) = (0, 0)
    for row in rows {
      if let presence, presence[row - rows.lowerBound] & 1 == 0 { continue }
      let prefix = values.prefix(row)
      guard let current = least else {
        least = (row, prefix)
        greatest = (row, prefix)
        continue
      }
      // Most values differ from both bounds within their first eight bytes.
      if prefix <= current.prefix,
        prefix < current.prefix || values.precedes(row, current.row)
      {
        least = (row, prefix)
      }
      if prefix >= greatest.prefix,
        prefix > greatest.prefix || values.precedes(greatest.row, row)
      {
        greatest = (row, prefix)
      }
    }
    guard let least else { return nil }
    self.init(
      least: Array(values[least.row]), greatest: Array(values[greatest.row]),
      byteCount: byteCount)
  }

  /// Cuts bounds of UTF-8 text that are longer than `byteCount`.
  ///
  /// The beginning of a text stands before the text, so it serves as a lower bound; for the upper
  /// bound its last character is raised. Both remain valid UTF-8. A bound that cannot be cut so is
  /// kept whole.
  init(least: [UInt8], greatest: [UInt8], byteCount: Int) {
    let minimum = least.utf8Prefix(byteCount)
    let maximum = greatest.utf8Prefix(byteCount).flatMap(\.successor)
    self.init(
      minimum: .bytes(minimum.map { Array($0.utf8) } ?? least),
      maximum: .bytes(maximum.map { Array($0.utf8) } ?? greatest),
      isMinimumExact: minimum == nil, isMaximumExact: maximum == nil)
  }
}

extension [UInt8] {
  /// The characters that lie wholly within the first `byteCount` bytes; nil if that is all there
  /// is, or no valid UTF-8.
  fileprivate func utf8Prefix(_ byteCount: Int) -> String? {
    guard count > byteCount else { return nil }
    var end = byteCount
    while end > 0, self[end] & 0xC0 == 0x80 { end -= 1 }
    return end == 0 ? nil : String(validating: self[..<end], as: UTF8.self)
  }
}

extension String {
  /// The shortest text of these or fewer characters behind every text that begins with this one;
  /// nil if there is none.
  fileprivate var successor: String? {
    var scalars = unicodeScalars
    while let last = scalars.popLast() {
      // The scalar values leave a gap where surrogates stand.
      let next = last.value == 0xD7FF ? 0xE000 : last.value + 1
      if let raised = Unicode.Scalar(next) {
        scalars.append(raised)
        return String(scalars)
      }
    }
    return nil
  }
}
