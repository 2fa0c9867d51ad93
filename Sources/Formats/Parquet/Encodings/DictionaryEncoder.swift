/// Numbers the distinct values of one column chunk in the order of their appearance.
///
/// The numbers of all values are kept and become RLE_DICTIONARY pages afterwards. If there are too
/// many distinct values, the chunk is written plain instead.
struct DictionaryEncoder {
  /// After this many values a dictionary must have paid off.
  private static let trialValueCount = 4_096

  private var index = DictionaryIndex()
  /// The number of each value that is not null.
  private(set) var numbers: [UInt32] = []
  /// The row where each entry first appeared.
  private(set) var firstRows: [Int] = []

  var entryCount: Int { firstRows.count }

  /// The bits of a number; at least one, which all readers support.
  var bitWidth: Int { max(1, Int.bitWidth - max(entryCount - 1, 0).leadingZeroBitCount) }

  /// - Returns: whether the chunk should use the dictionary.
  mutating func build<Value: StoredInteger>(
    _ values: UnsafeBufferPointer<Value>, presence: UnsafeBufferPointer<UInt8>?,
    maxByteCount: Int
  ) -> Bool {
    let entryByteCount = MemoryLayout<Value>.size
    return build(
      rows: 0..<values.count, presence: presence, maxByteCount: maxByteCount,
      byteCount: { _ in entryByteCount },
      hash: { index, row in index.hash(UInt64(truncatingIfNeeded: values[row])) },
      areEqual: { values[$0] == values[$1] })
  }

  /// - Returns: whether the chunk should use the dictionary.
  mutating func build(
    _ values: ByteArrays, presence: UnsafeBufferPointer<UInt8>?, maxByteCount: Int
  ) -> Bool {
    build(
      rows: 0..<values.count, presence: presence, maxByteCount: maxByteCount,
      byteCount: { values[$0].count + 4 },
      hash: { index, row in index.hash(values[row], prefix: values.prefix(row)) },
      areEqual: { values.areEqual($0, $1) })
  }

  @inline(__always)
  private mutating func build(
    rows: Range<Int>, presence: UnsafeBufferPointer<UInt8>?, maxByteCount: Int,
    byteCount: (Int) -> Int, hash: (DictionaryIndex, Int) -> UInt64,
    areEqual: (Int, Int) -> Bool
  ) -> Bool {
    index.removeAll()
    firstRows.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
    numbers.reserveCapacity(rows.count)
    var dictionaryByteCount = 0
    for row in rows {
      if let presence, presence[row] & 1 == 0 { continue }
      let hash = hash(index, row)
      switch index.find(hash, isEntry: { areEqual(firstRows[$0], row) }) {
      case .entry(let entry):
        numbers.append(UInt32(truncatingIfNeeded: entry))
      case .vacancy(let slot):
        dictionaryByteCount += byteCount(row)
        let isTooVaried =
          numbers.count >= Self.trialValueCount && firstRows.count > numbers.count / 2
        if isTooVaried || dictionaryByteCount > maxByteCount { return false }
        numbers.append(UInt32(truncatingIfNeeded: firstRows.count))
        firstRows.append(row)
        index.insert(hash, at: slot)
      case .crowded: return false
      }
    }
    return !firstRows.isEmpty
  }
}
