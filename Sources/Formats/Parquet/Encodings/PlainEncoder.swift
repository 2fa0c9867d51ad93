/// Writes PLAIN (parquet-format, Encodings.md, "Plain").
enum PlainEncoder {
  static func encode<Value: StoredInteger>(
    _ values: UnsafeBufferPointer<Value>, into buffer: inout ByteBuffer
  ) {
    let byteCount = values.count * MemoryLayout<Value>.size
    let output = buffer.reserve(byteCount)
    #if _endian(little)
      guard let source = values.baseAddress else { return }
      output.copyMemory(from: source, byteCount: byteCount)
    #else
      for (index, value) in values.enumerated() {
        output.storeBytes(
          of: value.littleEndian, toByteOffset: index * MemoryLayout<Value>.size, as: Value.self)
      }
    #endif
    buffer.commit(upTo: output + byteCount)
  }

  /// Each byte array after its length in four bytes.
  /// - Parameter presence: one byte per row of `rows`; `nil` if every row has a value.
  static func encode(
    _ values: ByteArrays, rows: Range<Int>, presence: UnsafePointer<UInt8>?,
    into buffer: inout ByteBuffer
  ) {
    guard let source = values.bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1) else { return }
    var output = buffer.reserve(values.byteCount(rows) + rows.count * 4)
    for row in rows {
      if let presence, presence[row - rows.lowerBound] & 1 == 0 { continue }
      let start = Int(values.offsets[row])
      let count = Int(values.offsets[row + 1]) - start
      output.writeLittleEndian(UInt32(truncatingIfNeeded: count))
      if start + count + Chunk.byteCount <= values.bytes.count {
        copyInChunks(from: source + start, to: output, byteCount: count)
      } else {
        output.copyMemory(from: source + start, byteCount: count)
      }
      output += count
    }
    buffer.commit(upTo: output)
  }

  /// Copies whole chunks, so it reads and overwrites up to one chunk after `byteCount`; for texts
  /// of a few bytes that is several times faster than an exact copy.
  @inline(__always)
  private static func copyInChunks(
    from source: UnsafeRawPointer, to target: UnsafeMutableRawPointer, byteCount: Int
  ) {
    var offset = 0
    repeat {
      let chunk = source.loadUnaligned(fromByteOffset: offset, as: Chunk.self)
      target.storeBytes(of: chunk, toByteOffset: offset, as: Chunk.self)
      offset += Chunk.byteCount
    } while offset < byteCount
  }

  private typealias Chunk = SIMD16<UInt8>
}

extension SIMD16<UInt8> {
  fileprivate static var byteCount: Int { 16 }
}
