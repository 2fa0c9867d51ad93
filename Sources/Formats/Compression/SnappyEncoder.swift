/// Writes the raw block format of Snappy (google/snappy, format_description.txt).
///
/// The input is cut into fragments of 64 KiB that are compressed alone, so that every offset
/// fits 16 bits. Matches are found through a hash table of four-byte groups; where none are
/// found the search takes ever larger steps, so that data without matches costs little.
final class SnappyEncoder {
  private static let fragmentByteCount = 65_536
  private static let tableBits = 14
  /// A fragment shorter than this is not searched; it also keeps eight-byte loads inside.
  private static let margin = 16

  /// Positions within the fragment by the hash of the four bytes that stand there.
  private let table: UnsafeMutableBufferPointer<UInt16>

  init() {
    table = .allocate(capacity: 1 << Self.tableBits)
    table.initialize(repeating: 0)
  }

  deinit { table.deallocate() }

  static func bound(count: Int) -> Int { 32 + count + count / 6 }

  /// - Precondition: `destination` holds `bound` bytes, and `source` fewer than 2^32.
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

  /// The next position whose four bytes stood earlier in the fragment.
  @inline(__always)
  private func nextMatch(
    in base: UnsafeRawPointer, from start: Int, limit: Int
  ) -> (position: Int, candidate: Int)? {
    var position = start
    // The step grows by one for every 32 positions looked at in vain.
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
