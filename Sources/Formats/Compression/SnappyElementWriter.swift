/// Writes the elements of a Snappy block: the preamble, literals and copies.
///
/// The caller provides room for the worst case, so that no write asks for more.
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

  /// A literal of at most 64 KiB; an empty one is not written.
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

  /// Repeats `length` bytes that stand `offset` bytes back.
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
