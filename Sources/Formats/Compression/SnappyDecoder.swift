/// Reads the raw block format of Snappy (google/snappy, format_description.txt).
enum SnappyDecoder {
  /// Decompresses one block, which must fill the destination exactly.
  static func decode(
    _ source: UnsafeRawBufferPointer, into destination: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) {
    var input = Input(bytes: source)
    guard try input.varint() == destination.count else {
      throw CompressionError(.wrongSize, codec: .snappy, byteOffset: 0)
    }
    var written = 0
    while !input.isAtEnd {
      let tag = try input.littleEndian(byteCount: 1)
      switch tag & 3 {
      case 0:
        let length = try input.literalLength(tag)
        try input.literal(length, into: destination, at: written)
        written += length
      case 1:
        let length = (tag >> 2 & 7) + 4
        let offset = try (tag >> 5) << 8 | input.littleEndian(byteCount: 1)
        try input.copy(length, offset, in: destination, at: written)
        written += length
      case let kind:
        let length = (tag >> 2) + 1
        let offset = try input.littleEndian(byteCount: kind == 2 ? 2 : 4)
        try input.copy(length, offset, in: destination, at: written)
        written += length
      }
    }
    guard written == destination.count else {
      throw CompressionError(.wrongSize, codec: .snappy, byteOffset: source.count)
    }
  }
}

extension SnappyDecoder {
  /// The compressed bytes and the read position.
  private struct Input {
    let bytes: UnsafeRawBufferPointer
    var position = 0

    var isAtEnd: Bool { position == bytes.count }

    func malformed() -> CompressionError {
      CompressionError(.malformed, codec: .snappy, byteOffset: position)
    }

    mutating func littleEndian(byteCount: Int) throws(CompressionError) -> Int {
      guard bytes.count - position >= byteCount else { throw malformed() }
      var value = 0
      for index in 0..<byteCount { value |= Int(bytes[position + index]) << (8 * index) }
      position += byteCount
      return value
    }

    /// The preamble: a length under 2^32 in at most five bytes.
    mutating func varint() throws(CompressionError) -> Int {
      var value = 0
      for shift in stride(from: 0, to: 35, by: 7) {
        let byte = try littleEndian(byteCount: 1)
        value |= (byte & 0x7F) << shift
        if byte < 0x80 { return value }
      }
      throw malformed()
    }

    mutating func literalLength(_ tag: Int) throws(CompressionError) -> Int {
      let short = tag >> 2
      return try short < 60 ? short + 1 : littleEndian(byteCount: short - 59) + 1
    }

    mutating func literal(
      _ length: Int, into destination: UnsafeMutableRawBufferPointer, at written: Int
    ) throws(CompressionError) {
      guard length <= bytes.count - position, length <= destination.count - written,
        let source = bytes.baseAddress, let target = destination.baseAddress
      else { throw malformed() }
      (target + written).copyMemory(from: source + position, byteCount: length)
      position += length
    }

    func copy(
      _ length: Int, _ offset: Int, in destination: UnsafeMutableRawBufferPointer, at written: Int
    ) throws(CompressionError) {
      guard offset > 0, offset <= written, length <= destination.count - written,
        let base = destination.baseAddress
      else { throw malformed() }
      let target = base + written
      if offset >= length {
        target.copyMemory(from: target - offset, byteCount: length)
      } else {
        // The copy overlaps itself: it repeats what it has just written.
        for index in 0..<length {
          target.storeBytes(
            of: target.load(fromByteOffset: index - offset, as: UInt8.self),
            toByteOffset: index, as: UInt8.self)
        }
      }
    }
  }
}
