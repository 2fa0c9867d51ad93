/// A growing buffer that is written from left to right and reused.
///
/// Encoders reserve room for the worst case once and then write through the pointer, so that values
/// need no check.
struct ByteBuffer: ~Copyable {
  /// Encoders may write whole words past the end of their count.
  static let slack = 64

  private var base: UnsafeMutableRawPointer
  private var capacity: Int
  private(set) var count = 0

  init() {
    capacity = 4_096
    base = .allocate(byteCount: capacity, alignment: 16)
  }

  deinit { base.deallocate() }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  mutating func removeAll() { count = 0 }

  /// Makes room for `byteCount` more bytes and `slack`, and returns the address of the first.
  mutating func reserve(_ byteCount: Int) -> UnsafeMutableRawPointer {
    let needed = count + byteCount + Self.slack
    if needed > capacity {
      let larger = max(needed, capacity * 2)
      let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
      moved.copyMemory(from: base, byteCount: count)
      base.deallocate()
      base = moved
      capacity = larger
    }
    return base + count
  }

  /// Counts bytes written through the pointer of `reserve`.
  mutating func commit(upTo end: UnsafeMutableRawPointer) { count = end - base }

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    let target = reserve(bytes.count)
    UnsafeMutableRawBufferPointer(start: target, count: bytes.count).copyMemory(from: bytes)
    count += bytes.count
  }

  /// Overwrites counted bytes, such as a length that is known later.
  mutating func overwrite(at offset: Int, with value: UInt32) {
    base.storeBytes(of: value.littleEndian, toByteOffset: offset, as: UInt32.self)
  }
}

extension UnsafeMutableRawPointer {
  /// Writes an unsigned LEB128 number of at most ten bytes and advances.
  @inline(__always)
  mutating func writeVarint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      writeByte(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    writeByte(UInt8(truncatingIfNeeded: rest))
  }

  @inline(__always)
  mutating func writeZigzag(_ value: Int64) {
    writeVarint(UInt64(bitPattern: value << 1 ^ value >> 63))
  }

  @inline(__always)
  mutating func writeByte(_ byte: UInt8) {
    storeBytes(of: byte, as: UInt8.self)
    self += 1
  }

  @inline(__always)
  mutating func writeLittleEndian(_ value: UInt32) {
    storeBytes(of: value.littleEndian, as: UInt32.self)
    self += 4
  }
}
