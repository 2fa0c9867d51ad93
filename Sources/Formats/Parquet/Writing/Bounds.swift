/// The min and max of a page or a chunk, in written form.
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
      self.init(minimum: bytes, maximum: bytes, byteCount: byteCount)
    } else {
      self.init(minimum: value, maximum: value)
    }
  }

  /// The bounds of integers; `nil` if there are none.
  init?<Value: StoredInteger>(_ values: UnsafeBufferPointer<Value>) {
    guard let first = values.first else { return nil }
    var minimum = first
    var maximum = first
    for value in values {
      minimum = min(minimum, value)
      maximum = max(maximum, value)
    }
    self.init(minimum: minimum.columnValue, maximum: maximum.columnValue)
  }

  /// The bounds of the present rows, cut to `byteCount` bytes; `nil` if there are none.
  init?(
    _ values: ByteArrays, rows: Range<Int>, presence: UnsafePointer<UInt8>?, byteCount: Int
  ) {
    var minimum: (row: Int, prefix: UInt64)?
    var maximum: (row: Int, prefix: UInt64) = (0, 0)
    for row in rows {
      if let presence, presence[row - rows.lowerBound] & 1 == 0 { continue }
      let prefix = values.prefix(row)
      guard let current = minimum else {
        minimum = (row, prefix)
        maximum = (row, prefix)
        continue
      }
      // Most values differ from both bounds within their first eight bytes.
      if prefix <= current.prefix,
        prefix < current.prefix || values.precedes(row, current.row)
      {
        minimum = (row, prefix)
      }
      if prefix >= maximum.prefix,
        prefix > maximum.prefix || values.precedes(maximum.row, row)
      {
        maximum = (row, prefix)
      }
    }
    guard let minimum else { return nil }
    self.init(
      minimum: Array(values[minimum.row]), maximum: Array(values[maximum.row]),
      byteCount: byteCount)
  }

  /// Cuts bounds of UTF-8 text that are longer than `byteCount`.
  ///
  /// A prefix of a text is less than the text, so it is a lower bound. For the upper bound, its
  /// last character is increased. Both remain valid UTF-8. A bound that cannot be cut like this is
  /// kept whole.
  init(minimum: [UInt8], maximum: [UInt8], byteCount: Int) {
    let cutMinimum = minimum.utf8Prefix(byteCount)
    let cutMaximum = maximum.utf8Prefix(byteCount).flatMap(\.successor)
    self.init(
      minimum: .bytes(cutMinimum.map { Array($0.utf8) } ?? minimum),
      maximum: .bytes(cutMaximum.map { Array($0.utf8) } ?? maximum),
      isMinimumExact: cutMinimum == nil, isMaximumExact: cutMaximum == nil)
  }
}

extension [UInt8] {
  /// The characters that are completely in the first `byteCount` bytes; `nil` if these are all, or
  /// if the text is not valid UTF-8.
  fileprivate func utf8Prefix(_ byteCount: Int) -> String? {
    guard count > byteCount else { return nil }
    var end = byteCount
    while end > 0, self[end] & 0xC0 == 0x80 { end -= 1 }
    return end == 0 ? nil : String(validating: self[..<end], as: UTF8.self)
  }
}

extension String {
  /// The shortest text of at most these characters that is greater than every text with this
  /// prefix; `nil` if there is none.
  fileprivate var successor: String? {
    var scalars = unicodeScalars
    while let last = scalars.popLast() {
      // Scalar values have a gap at the surrogates.
      let next = last.value == 0xD7FF ? 0xE000 : last.value + 1
      if let raised = Unicode.Scalar(next) {
        scalars.append(raised)
        return String(scalars)
      }
    }
    return nil
  }
}
