/// Compresses blocks one after another and keeps the codecs' working memory between them.
///
/// A compressor belongs to one task at a time.
package final class BlockCompressor {
  private var snappy: SnappyEncoder?
  private var gzip: GzipEncoder?
  private var zstd: ZstdEncoder?

  package init() {}

  /// The max size of a compressed block of `count` bytes.
  package static func bound(_ codec: BlockCodec, count: Int) -> Int {
    switch codec {
    case .uncompressed: count
    case .snappy: SnappyEncoder.bound(count: count)
    case .gzip: GzipEncoder.bound(count: count)
    case .zstd: ZstdEncoder.bound(count: count)
    }
  }

  /// Compresses one block.
  /// - Parameters:
  ///   - level: the codec's own level: 1 to 9 for gzip, 1 to 19 for zstd. The others have none.
  ///   - zstdMode: for zstd only.
  ///   - destination: at least `bound` bytes.
  /// - Returns: the number of bytes written.
  package func compress(
    _ source: UnsafeRawBufferPointer, with codec: BlockCodec, level: Int = 1,
    zstdMode: ZstdMode = .matches, into destination: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) -> Int {
    guard destination.count >= Self.bound(codec, count: source.count) else {
      throw CompressionError(.destinationTooSmall, codec: codec)
    }
    switch codec {
    case .uncompressed:
      destination.copyMemory(from: source)
      return source.count
    case .snappy:
      let encoder = snappy ?? SnappyEncoder()
      snappy = encoder
      return encoder.encode(source, into: destination)
    case .gzip:
      let encoder = if let gzip { gzip } else { try GzipEncoder() }
      gzip = encoder
      return try encoder.encode(source, level: level, into: destination)
    case .zstd:
      let encoder = if let zstd { zstd } else { try ZstdEncoder() }
      zstd = encoder
      return try encoder.encode(source, level: level, mode: zstdMode, into: destination)
    }
  }
}

/// Decompresses blocks of known size and keeps the codecs' working memory between them.
///
/// A decompressor belongs to one task at a time.
package final class BlockDecompressor {
  private var gzip: GzipDecoder?
  private var zstd: ZstdDecoder?

  package init() {}

  /// Decompresses one block, which must fill the destination exactly.
  /// - Throws: `CompressionError` if the bytes are invalid or have another size.
  package func decompress(
    _ source: UnsafeRawBufferPointer, with codec: BlockCodec,
    into destination: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) {
    switch codec {
    case .uncompressed:
      guard source.count == destination.count else {
        throw CompressionError(.wrongSize, codec: codec)
      }
      destination.copyMemory(from: source)
    case .snappy:
      try SnappyDecoder.decode(source, into: destination)
    case .gzip:
      let decoder = if let gzip { gzip } else { try GzipDecoder() }
      gzip = decoder
      try decoder.decode(source, into: destination)
    case .zstd:
      let decoder = if let zstd { zstd } else { try ZstdDecoder() }
      zstd = decoder
      try decoder.decode(source, into: destination)
    }
  }
}
