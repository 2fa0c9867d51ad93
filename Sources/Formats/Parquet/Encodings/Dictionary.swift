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

/// Finds the entries of a dictionary by the hash of their values.
///
/// An open-addressing table of entry numbers. Hashes are seeded, and a search with too many steps
/// gives up, so that no choice of values makes it slow.
struct DictionaryIndex {
  enum Found {
    case entry(Int)
    /// The value is new; `insert` it into this slot.
    case vacancy(Int)
    case crowded
  }

  private static let longestSearch = 128

  private let seed = UInt64.random(in: .min ... .max) | 1
  /// Entry numbers plus one; 0 is vacant. The size is a power of two.
  private var slots = [UInt32](repeating: 0, count: 1_024)
  /// The hash of every entry, to skip unequal ones and to grow the table.
  private var hashes: [UInt64] = []

  var count: Int { hashes.count }

  mutating func removeAll() {
    for index in slots.indices { slots[index] = 0 }
    hashes.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  func hash(_ value: UInt64) -> UInt64 { mix(value, with: seed) }

  /// - Parameter prefix: the first eight bytes, padded with zeros.
  @inline(__always)
  func hash(_ bytes: UnsafeRawBufferPointer, prefix: UInt64) -> UInt64 {
    var hash = mix(prefix, with: seed ^ UInt64(truncatingIfNeeded: bytes.count))
    if bytes.count <= 8 { return hash }
    var offset = 8
    while offset + 8 < bytes.count {
      hash = mix(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self), with: hash)
      offset += 8
    }
    // The last eight bytes, which may overlap the bytes before.
    let last = bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)
    return mix(last, with: hash)
  }

  @inline(__always)
  func find(_ hash: UInt64, isEntry: (Int) -> Bool) -> Found {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    for _ in 0..<Self.longestSearch {
      let entry = Int(slots[slot]) - 1
      if entry < 0 { return .vacancy(slot) }
      if hashes[entry] == hash, isEntry(entry) { return .entry(entry) }
      slot = (slot + 1) & mask
    }
    return .crowded
  }

  /// Adds an entry whose number is the current count.
  mutating func insert(_ hash: UInt64, at slot: Int) {
    hashes.append(hash)
    slots[slot] = UInt32(hashes.count)
    if hashes.count * 2 > slots.count { grow() }
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    for (entry, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(entry + 1)
    }
  }

  /// Folds a product of 128 bits, so that every bit of both factors counts.
  @inline(__always)
  private func mix(_ value: UInt64, with state: UInt64) -> UInt64 {
    let product = (value ^ state).multipliedFullWidth(by: seed ^ 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }
}
