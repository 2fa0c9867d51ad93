/// Writes the raw block format of Snappy (google/snappy, format_description.txt).
///
/// The input is cut into fragments of 64 KiB that are compressed separately, so that every offset
/// fits 16 bits. A hash table of four-byte groups finds matches. While none are found, the search
/// takes larger and larger steps, so that data without matches costs little.
final class SnappyEncoder {
  private static let fragmentByteCount = 65_536
  private static let tableBits = 14
  /// Shorter fragments are not searched; it also keeps eight-byte loads in bounds.
  private static let margin = 16

  /// Positions in the fragment by the hash of the four bytes there.
  private let table: UnsafeMutableBufferPointer<UInt16>

  init() {
    table = .allocate(capacity: 1 << Self.tableBits)
    table.initialize(repeating: 0)
  }

  deinit { table.deallocate() }

  static func bound(count: Int) -> Int { 32 + count + count / 6 }

  /// - Precondition: `destination` has `bound` bytes, and `source` fewer than 2^32.
  func encode(
    _ source: UnsafeRawBufferPointer, into destination: UnsafeMutableRawBufferPointer
  ) -> Int {
    var output = SnappyElementWriter(destination)
    output.preamble(byteCount: source.count)
    var start = 0
    while start < source.count {
      let end = min(start + Self.fragmentByteCount, source.count)
      encode(fragment: UnsafeRawBufferPointer(rebasing: source[start..<end]), into: &output)
      start = end
    }
    return output.count
  }

  private func encode(fragment: UnsafeRawBufferPointer, into output: inout SnappyElementWriter) {
    guard fragment.count >= Self.margin, let base = fragment.baseAddress else {
      return output.literal(fragment)
    }
    table.update(repeating: 0)
    let limit = fragment.count - Self.margin
    var literalStart = 0
    var position = 1
    while let match = nextMatch(in: base, from: position, limit: limit) {
      output.literal(UnsafeRawBufferPointer(rebasing: fragment[literalStart..<match.position]))
      var length = 4
      while match.position + length < fragment.count,
        base.load(fromByteOffset: match.candidate + length, as: UInt8.self)
          == base.load(fromByteOffset: match.position + length, as: UInt8.self)
      { length += 1 }
      output.copy(offset: match.position - match.candidate, length: length)
      literalStart = match.position + length
      position = literalStart
      if position <= limit { table[hash(base, position - 1)] = UInt16(position - 1) }
    }
    if literalStart < fragment.count {
      output.literal(UnsafeRawBufferPointer(rebasing: fragment[literalStart...]))
    }
  }

  /// The next position whose four bytes occurred earlier in the fragment.
  @inline(__always)
  private func nextMatch(
    in base: UnsafeRawPointer, from start: Int, limit: Int
  ) -> (position: Int, candidate: Int)? {
    var position = start
    // The step grows by one for every 32 positions without a match.
    var patience = 32
    while position <= limit {
      let slot = hash(base, position)
      let candidate = Int(table[slot])
      table[slot] = UInt16(position)
      let found = base.loadUnaligned(fromByteOffset: candidate, as: UInt32.self)
      if found == base.loadUnaligned(fromByteOffset: position, as: UInt32.self),
        candidate < position
      {
        return (position, candidate)
      }
      position += patience >> 5
      patience += 1
    }
    return nil
  }

  @inline(__always)
  private func hash(_ base: UnsafeRawPointer, _ position: Int) -> Int {
    let group = base.loadUnaligned(fromByteOffset: position, as: UInt32.self)
    return Int((group &* 0x1E35_A7BD) >> (32 - UInt32(Self.tableBits)))
  }
}

/// Writes the elements of a Snappy block: the preamble, literals and copies.
///
/// The caller provides room for the worst case, so no write checks for room.
struct SnappyElementWriter {
  private let base: UnsafeMutableRawPointer?
  private(set) var count = 0

  init(_ destination: UnsafeMutableRawBufferPointer) {
    base = destination.baseAddress
  }

  /// The length of the uncompressed block, as a varint.
  mutating func preamble(byteCount: Int) {
    var rest = UInt32(truncatingIfNeeded: byteCount)
    while rest >= 0x80 {
      byte(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    byte(UInt8(truncatingIfNeeded: rest))
  }

  /// Writes a literal of at most 64 KiB; an empty one is omitted.
  mutating func literal(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, !bytes.isEmpty else { return }
    let last = bytes.count - 1
    if last < 60 {
      byte(UInt8(last << 2))
    } else if last < 256 {
      byte(60 << 2)
      byte(UInt8(last))
    } else {
      byte(61 << 2)
      twoBytes(last)
    }
    base?.advanced(by: count).copyMemory(from: source, byteCount: bytes.count)
    count += bytes.count
  }

  /// Repeats `length` bytes from `offset` bytes back.
  mutating func copy(offset: Int, length: Int) {
    var rest = length
    // A piece of 60 leaves at least four bytes for the last one.
    while rest >= 68 {
      longCopy(offset: offset, length: 64)
      rest -= 64
    }
    if rest > 64 {
      longCopy(offset: offset, length: 60)
      rest -= 60
    }
    if rest < 12, offset < 2_048 {
      byte(UInt8((offset >> 8) << 5 | (rest - 4) << 2 | 1))
      byte(UInt8(truncatingIfNeeded: offset))
    } else {
      longCopy(offset: offset, length: rest)
    }
  }

  private mutating func longCopy(offset: Int, length: Int) {
    byte(UInt8((length - 1) << 2 | 2))
    twoBytes(offset)
  }

  private mutating func byte(_ byte: UInt8) {
    base?.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count += 1
  }

  private mutating func twoBytes(_ value: Int) {
    let little = UInt16(truncatingIfNeeded: value).littleEndian
    base?.storeBytes(of: little, toByteOffset: count, as: UInt16.self)
    count += 2
  }
}
